package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.DeliveryError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an attempt came to.
 *
 * @param retryAfter how long the endpoint wants to be left alone
 */
record Outcome(
    Optional<Integer> status, Optional<DeliveryError> error, Optional<Duration> retryAfter) {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;

  static Outcome of(WebhookSender.Result result, Instant now) {
    return switch (result) {
      case WebhookSender.Result.Unanswered unanswered ->
          new Outcome(Optional.empty(), result.error(), Optional.empty());
      case WebhookSender.Result.Answered(int status, Optional<String> retryAfter) ->
          new Outcome(
              Optional.of(status),
              result.error(),
              retryAfter
                  .filter(it -> status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE)
                  .flatMap(it -> RetryAfter.of(it, now)));
    };
  }

  boolean isSuccess() {
    return error.isEmpty();
  }

  boolean isGone() {
    return error.filter(it -> it == DeliveryError.GONE).isPresent();
  }

  boolean isTimeOut() {
    return error.filter(it -> it == DeliveryError.TIMED_OUT).isPresent();
  }
}

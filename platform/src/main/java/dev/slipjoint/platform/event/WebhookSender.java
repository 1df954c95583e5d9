package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.DeliveryError;
import java.util.Optional;

/**
 * The port to the endpoints: posts a message, follows no redirection, tries once, and is back
 * within bounded time, whatever the other side does.
 */
public interface WebhookSender {

  /** Posts it. */
  Result send(WebhookMessage message);

  /**
   * What came of it, as Standard Webhooks means it: a 2xx is success and nothing else is, and a 410
   * is the last word.
   */
  sealed interface Result {

    /** What went wrong; empty if it was delivered. */
    default Optional<DeliveryError> error() {
      return switch (this) {
        case Unanswered(DeliveryError why) -> Optional.of(why);
        case Answered(int status, Optional<String> retryAfter) when status / 100 == 2 ->
            Optional.empty();
        case Answered(int status, Optional<String> retryAfter) ->
            Optional.of(status == 410 ? DeliveryError.GONE : DeliveryError.REFUSED);
      };
    }

    /**
     * An answer, whatever it is.
     *
     * @param retryAfter the header's text, if there is one
     */
    record Answered(int status, Optional<String> retryAfter) implements Result {}

    /** None. */
    record Unanswered(DeliveryError why) implements Result {}
  }
}

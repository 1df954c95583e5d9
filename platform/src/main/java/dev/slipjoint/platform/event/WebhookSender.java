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

  /** What came of it. */
  sealed interface Result {

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

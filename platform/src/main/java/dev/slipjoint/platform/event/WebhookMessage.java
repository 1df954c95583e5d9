package dev.slipjoint.platform.event;

import java.net.URI;

/**
 * A signed message for an endpoint, as Standard Webhooks spells it.
 *
 * @param id the event's, the same in every attempt
 * @param timestamp of this attempt, in seconds since 1970
 * @param signature one for each secret
 * @param payload the JSON text that is signed
 */
public record WebhookMessage(URI url, String id, long timestamp, String signature, String payload) {

  /** The URL may hold what its owner wouldn't show. */
  @Override
  public String toString() {
    return "WebhookMessage[%s to %s]".formatted(id, url.getHost());
  }
}

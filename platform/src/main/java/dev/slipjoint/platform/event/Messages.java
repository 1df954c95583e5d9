package dev.slipjoint.platform.event;

import dev.slipjoint.platform.access.EndpointSecrets;
import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Makes signed messages of events. */
final class Messages {
  private final EndpointSecrets secrets;

  Messages(EndpointSecrets secrets) {
    this.secrets = secrets;
  }

  /** What is sent; empty if the endpoint has no secret that could be read. */
  Optional<WebhookMessage> of(Endpoint endpoint, Event event, Instant signedAt, Instant now) {
    List<SigningSecret> keys = secrets.of(endpoint, now);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    String payload = payload(event);
    long timestamp = signedAt.getEpochSecond();
    return Optional.of(
        new WebhookMessage(
            endpoint.settings().url(),
            event.id(),
            timestamp,
            MessageSignature.sign(keys, event.id(), timestamp, payload),
            payload));
  }

  private static String payload(Event event) {
    return JsonObject.builder()
        .put("type", event.type().wireName())
        .put("timestamp", event.at().toString())
        .put("data", event.data())
        .build()
        .toString();
  }

  /** The second to sign an attempt with, which none before it was signed with. */
  static Instant signingTime(Delivery delivery, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    return delivery
        .sentAt()
        .map(last -> last.plusSeconds(1))
        .filter(second::isBefore)
        .orElse(second);
  }
}

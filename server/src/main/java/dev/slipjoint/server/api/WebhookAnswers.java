package dev.slipjoint.server.api;

import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import java.time.Instant;

/** Webhooks and deliveries as they are answered. Source: docs/reference/wire.md, «Webhooks». */
final class WebhookAnswers {

  private WebhookAnswers() {}

  /** The secret is shown this once. */
  static JsonObject of(Endpoint it, Secret secret) {
    return members(it).put("secret", secret.reveal()).build();
  }

  static JsonObject of(Endpoint it) {
    return members(it).build();
  }

  private static JsonObject.Builder members(Endpoint it) {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("id", it.id())
            .put("url", it.settings().url().toString())
            .put("description", it.settings().description())
            .put("types", types(it))
            .put("state", it.state().wireName())
            .put("createdAt", it.createdAt().toString());
    it.failingSince().ifPresent(at -> body.put("failingSince", at.toString()));
    it.nextProbeAt().ifPresent(at -> body.put("nextAttemptAt", at.toString()));
    it.previous().ifPresent(old -> body.put("previousSecretUntil", old.until().toString()));
    return body;
  }

  private static JsonArray types(Endpoint it) {
    return new JsonArray(
        it.settings().types().stream()
            .map(EventType::wireName)
            .sorted()
            .<JsonValue>map(JsonString::new)
            .toList());
  }

  static JsonObject of(Delivery it) {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("id", it.id())
            .put("eventId", it.event())
            .put("type", it.type().wireName())
            .put("state", it.state().wireName())
            .put("attempts", it.attempts())
            .put("createdAt", it.createdAt().toString());
    it.sentAt().map(Instant::toString).ifPresent(at -> body.put("lastAttemptAt", at));
    it.lastStatus().ifPresent(status -> body.put("lastStatus", status));
    it.lastError().ifPresent(error -> body.put("lastError", error.wireName()));
    it.nextAttemptAt().map(Instant::toString).ifPresent(at -> body.put("nextAttemptAt", at));
    return body.build();
  }
}

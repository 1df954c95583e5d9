package dev.slipjoint.platform.nouns;

import java.util.Optional;
import java.util.stream.Stream;

/** What may happen on a platform that endpoints can be told of. */
public enum EventType {
  /** An integration was enabled. */
  INTEGRATION_ENABLED("integration.enabled"),
  /** An integration was disabled. */
  INTEGRATION_DISABLED("integration.disabled"),
  /** An integration could not be enabled, or refused to be disabled. */
  INTEGRATION_FAILED("integration.failed"),
  /** An integration's registration was changed. */
  INTEGRATION_UPDATED("integration.updated"),
  /** A context was changed. */
  CONTEXT_CHANGED("context.changed"),
  /** A switch was turned. */
  SWITCHES_CHANGED("switches.changed"),
  /** An endpoint was paused, after it had failed for days. */
  WEBHOOK_PAUSED("webhook.paused"),
  /** An endpoint that was paused is told again. */
  WEBHOOK_RESUMED("webhook.resumed"),
  /** An endpoint said that it is gone, and is told nothing any more. */
  WEBHOOK_GONE("webhook.gone"),
  /** Somebody wants to see whether an endpoint is told. */
  WEBHOOK_TEST("webhook.test");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The type that is written so. */
  public static Optional<EventType> ofWireName(String wireName) {
    return Stream.of(values()).filter(it -> it.wireName.equals(wireName)).findFirst();
  }

  /** How it is written in tables and on the wire. */
  public String wireName() {
    return wireName;
  }
}

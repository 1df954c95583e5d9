package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonObject;
import java.time.Instant;

/**
 * Something that happened, for those who want to be told. It names things by their ids and never
 * holds a context, a token or a secret.
 *
 * @param id the same in every attempt to tell it
 * @param team where it happened
 * @param data the ids of what it happened to
 */
public record Event(String id, TeamId team, EventType type, Instant at, JsonObject data) {

  /** A new one. */
  public static Event of(EventType type, TeamId team, Instant at, JsonObject data) {
    return new Event(RandomText.id("evt_"), team, type, at, data);
  }
}

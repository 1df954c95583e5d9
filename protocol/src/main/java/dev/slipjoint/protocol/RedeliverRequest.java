package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import java.time.Instant;
import java.util.Optional;

/**
 * Which deliveries are to be tried again. Source: docs/reference/wire.md, «Webhooks».
 *
 * @param since those from then on
 * @param until those before then; empty for up to now
 */
public record RedeliverRequest(Instant since, Optional<Instant> until) {

  /**
   * Reads a body.
   *
   * @throws JsonRefused if {@code since} is missing, or one of them is no time
   */
  public static RedeliverRequest from(JsonObject body) {
    return new RedeliverRequest(
        Members.required(body, "since", Instant::parse),
        Members.optional(body, "until", Instant::parse));
  }
}

package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;

/**
 * What enabling is asked with: the context to begin with. Source: docs/reference/wire.md, «Enable».
 */
public record EnableRequest(JsonObject config) {

  /**
   * Reads a body. Without {@code config} the context begins empty; switches are not looked at.
   *
   * @throws JsonRefused if {@code config} is no object
   */
  public static EnableRequest from(JsonObject body) {
    return new EnableRequest(Members.config(body).orElse(JsonObject.EMPTY));
  }

  /** The body. */
  public JsonObject toJson() {
    return JsonObject.builder().put(Members.CONFIG, config).build();
  }
}

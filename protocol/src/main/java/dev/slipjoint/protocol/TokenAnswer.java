package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;

/** What enabling answers: the installation's own token. Its {@code toString} hides it. */
public record TokenAnswer(String token) {

  /**
   * Reads a body.
   *
   * @throws JsonRefused if there is no token in it
   */
  public static TokenAnswer from(JsonObject body) {
    return new TokenAnswer(Members.requiredText(body, "token"));
  }

  /** The body. */
  public JsonObject toJson() {
    return JsonObject.builder().put("token", token).build();
  }

  @Override
  public String toString() {
    return "TokenAnswer[***]";
  }
}

package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import java.util.Optional;

/**
 * What {@code GET /caller} tells: who is asking, and with which role on the target that was named.
 *
 * @param kind {@code user} or {@code installation}
 * @param user the user, or the one on whose behalf the installation acts
 * @param role {@code owner}, {@code developer} or {@code viewer}; absent when no target was named
 */
public record CallerAnswer(String kind, String user, Optional<String> role) {

  /**
   * Reads a body.
   *
   * @throws JsonRefused if a member is missing or has the wrong type
   */
  public static CallerAnswer from(JsonObject body) {
    return new CallerAnswer(
        Members.requiredText(body, "kind"),
        Members.requiredText(body, "user"),
        Members.text(body, "role"));
  }

  /** The body. */
  public JsonObject toJson() {
    JsonObject.Builder body = JsonObject.builder().put("kind", kind).put("user", user);
    role.ifPresent(it -> body.put("role", it));
    return body.build();
  }
}

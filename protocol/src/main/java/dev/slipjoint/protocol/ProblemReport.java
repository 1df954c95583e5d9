package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonRefused.Reason;
import java.util.regex.Pattern;

/**
 * What an integration says is wrong with one of its installations. Its {@code toString} leaves out
 * the message, which may be about somebody's data. Source: docs/reference/wire.md, «Problems».
 *
 * @param key names the problem: the same one again has the same key
 * @param message for the people of the team, on one line
 * @param critical whether the integration can't do its work
 */
public record ProblemReport(String key, String message, boolean critical) {

  /** The most characters of a message. */
  public static final int LONGEST_MESSAGE = 2048;

  /** It stands in paths, where nothing may have to be escaped. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~-]{3,128}");

  /**
   * Reads a body.
   *
   * @throws JsonRefused if a member is missing, has the wrong type, or is too short or too long
   */
  public static ProblemReport from(JsonObject body) {
    return new ProblemReport(
        key(Members.requiredText(body, "key")),
        message(Members.requiredText(body, "message")),
        Members.flag(body, "critical").orElse(false));
  }

  private static String key(String text) {
    if (!KEY.matcher(text).matches()) {
      throw new JsonRefused(
          Reason.WRONG_TYPE,
          "/key",
          "\"key\" must be 3 to 128 of the characters A–Z a–z 0–9 . _ ~ -.");
    }
    return text;
  }

  private static String message(String text) {
    if (text.length() > LONGEST_MESSAGE) {
      throw new JsonRefused(
          Reason.TOO_LARGE,
          "/message",
          "\"message\" has more than " + LONGEST_MESSAGE + " characters.");
    }
    String line = ReasonText.onOneLine(text);
    if (line.isEmpty()) {
      throw new JsonRefused(Reason.WRONG_TYPE, "/message", "\"message\" must say something.");
    }
    return line;
  }

  /** The body. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("key", key)
        .put("message", message)
        .put("critical", critical)
        .build();
  }

  @Override
  public String toString() {
    return "ProblemReport[" + key + "]";
  }
}

package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of every refusal, on every route.
 *
 * @param error the stable code, docs/reference/errors.md
 * @param msg one sentence for a person
 * @param status the HTTP status, once more
 * @param requestId what to look for in the server's log
 * @param facts facts of the case, such as {@code pointer} or {@code limit}
 */
public record ErrorBody(
    String error, String msg, int status, String requestId, Map<String, JsonValue> facts) {

  /** Keeps a copy of the facts, in their order. */
  public ErrorBody {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * Reads a body of this shape, from this platform or another that only sends part of it.
   *
   * @throws JsonRefused if a member has the wrong type
   */
  public static ErrorBody from(JsonObject body) {
    Map<String, JsonValue> facts = new LinkedHashMap<>(body.members());
    facts.keySet().removeAll(List.of("error", "msg", "status", "requestId"));
    int status =
        body.find("status").orElse(JsonNumber.of(0)) instanceof JsonNumber number
            ? number.value().intValue()
            : 0;
    return new ErrorBody(
        Members.text(body, "error").orElse(""),
        Members.text(body, "msg").orElse(""),
        status,
        Members.text(body, "requestId").orElse(""),
        facts);
  }

  /** The body. */
  public JsonObject toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("error", new JsonString(error));
    members.put("msg", new JsonString(msg));
    members.put("status", JsonNumber.of(status));
    members.put("requestId", new JsonString(requestId));
    facts.forEach(members::putIfAbsent);
    return new JsonObject(members);
  }
}

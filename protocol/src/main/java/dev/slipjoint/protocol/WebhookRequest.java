package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonRefused.Reason;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import java.util.List;

/**
 * What a webhook is to be. Source: docs/reference/wire.md, «Webhooks».
 *
 * @param types of the events that it is to be told of; empty for all
 */
public record WebhookRequest(String url, String description, List<String> types) {
  private static final int LONGEST_DESCRIPTION = 500;

  /** Keeps a copy. */
  public WebhookRequest {
    types = List.copyOf(types);
  }

  /**
   * Reads a body.
   *
   * @throws JsonRefused if there is no {@code url}, or a member has the wrong type
   */
  public static WebhookRequest from(JsonObject body) {
    String description = Members.text(body, "description").orElse("");
    if (description.length() > LONGEST_DESCRIPTION) {
      throw new JsonRefused(
          Reason.TOO_LARGE,
          "/description",
          "\"description\" has more than " + LONGEST_DESCRIPTION + " characters.");
    }
    return new WebhookRequest(Members.requiredText(body, "url"), description, types(body));
  }

  private static List<String> types(JsonObject body) {
    JsonValue types = body.find("types").orElse(JsonArray.EMPTY);
    if (types instanceof JsonArray array
        && array.elements().stream().allMatch(it -> it instanceof JsonString)) {
      return array.elements().stream().map(it -> ((JsonString) it).value()).toList();
    }
    throw new JsonRefused(Reason.WRONG_TYPE, "/types", "\"types\" must be a list of strings.");
  }
}

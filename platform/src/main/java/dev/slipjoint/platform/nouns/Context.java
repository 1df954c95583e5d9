package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** What an integration remembers about one team or site: a JSON object, kept exactly. */
public record Context(JsonObject json) {

  /** Nothing remembered yet. */
  public static final Context EMPTY = new Context(JsonObject.EMPTY);

  /** Its size in bytes of canonical UTF-8 text, which is what limits count. */
  public int size() {
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}

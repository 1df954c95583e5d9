package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import java.nio.charset.StandardCharsets;

/**
 * What an integration remembers about one team or site: a JSON object, kept exactly.
 *
 * @param text its canonical text, which is all that most requests need
 */
public record Context(String text) {

  /** Nothing remembered yet. */
  public static final Context EMPTY = new Context(JsonObject.EMPTY);

  /** Takes an object. */
  public Context(JsonObject json) {
    this(json.toString());
  }

  /**
   * The object.
   *
   * @throws IllegalStateException if the text isn't one
   */
  public JsonObject json() {
    if (JsonReader.read(text, JsonLimits.NONE) instanceof JsonObject object) {
      return object;
    }
    throw new IllegalStateException("A context is no object");
  }

  /** Tells nothing of what is in it: it may be somebody's secret. */
  @Override
  public String toString() {
    return "Context[" + text.length() + " characters]";
  }

  /** Its size in bytes of canonical UTF-8 text, which is what limits count. */
  public int size() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

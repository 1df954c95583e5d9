package dev.slipjoint.protocol.json;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<JsonValue> elements) implements JsonValue {

  /** The array without elements. */
  public static final JsonArray EMPTY = new JsonArray(List.of());

  /** Keeps a copy. */
  public JsonArray {
    elements = List.copyOf(elements);
  }

  @Override
  public String toString() {
    return JsonText.of(this);
  }
}

package dev.slipjoint.protocol.json;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<JsonValue> elements) implements JsonValue {

  /** Keeps a copy. */
  public JsonArray {
    elements = List.copyOf(elements);
  }

  @Override
  public String toString() {
    return JsonText.of(this);
  }
}

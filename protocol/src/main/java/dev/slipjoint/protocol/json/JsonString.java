package dev.slipjoint.protocol.json;

/** A JSON string: code points, never normalised. */
public record JsonString(String value) implements JsonValue {

  @Override
  public String toString() {
    return JsonText.of(this);
  }
}

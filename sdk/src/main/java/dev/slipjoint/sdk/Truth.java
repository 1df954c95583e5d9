package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;

/** Netlify: flags in a body are whatever JavaScript takes for true. */
final class Truth {
  private Truth() {}

  static boolean of(JsonValue value) {
    return switch (value) {
      case JsonLiteral literal -> literal == JsonLiteral.TRUE;
      case JsonString text -> !text.value().isEmpty();
      case JsonNumber number -> number.value().signum() != 0;
      case JsonObject object -> true;
      case JsonArray array -> true;
    };
  }
}

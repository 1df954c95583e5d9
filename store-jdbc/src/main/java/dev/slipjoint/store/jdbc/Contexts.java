package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;

/** Contexts as canonical text. */
final class Contexts {

  private Contexts() {}

  static Context read(String text) {
    try {
      if (JsonReader.read(text, JsonLimits.NONE) instanceof JsonObject) {
        return new Context(text);
      }
      throw new IllegalStateException("The database holds a context that is no object");
    } catch (JsonRefused e) {
      // As it is, it would blame the caller.
      throw new IllegalStateException("The database holds a context that can't be read", e);
    }
  }
}

package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;

/** Contexts as canonical text. */
final class Contexts {

  /** What was let in comes out, whatever the limits have become since. */
  private static final JsonLimits NONE =
      new JsonLimits(
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private Contexts() {}

  static Context read(String text) {
    try {
      if (JsonReader.read(text, NONE) instanceof JsonObject object) {
        return new Context(object);
      }
      throw new IllegalStateException("The database holds a context that is no object");
    } catch (JsonRefused e) {
      // As it is, it would blame the caller.
      throw new IllegalStateException("The database holds a context that can't be read", e);
    }
  }
}

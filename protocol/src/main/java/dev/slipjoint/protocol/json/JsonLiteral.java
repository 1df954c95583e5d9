package dev.slipjoint.protocol.json;

import java.util.Locale;

/** The three words of JSON. */
public enum JsonLiteral implements JsonValue {
  TRUE,
  FALSE,
  NULL;

  /** {@link #TRUE} or {@link #FALSE}. */
  public static JsonLiteral of(boolean value) {
    return value ? TRUE : FALSE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

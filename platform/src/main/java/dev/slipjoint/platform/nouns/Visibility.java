package dev.slipjoint.platform.nouns;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may find an integration. */
public enum Visibility {
  /** Every team. */
  PUBLIC,
  /** The team that owns it. */
  PRIVATE;

  /** The visibility that is written so. */
  public static Optional<Visibility> ofWireName(String wireName) {
    return Stream.of(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
  }

  /** How it is written in files and answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

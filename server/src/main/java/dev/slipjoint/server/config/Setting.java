package dev.slipjoint.server.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that an operator may set.
 *
 * @param key its name in the file
 * @param fallback the default, as one would write it; empty for none
 * @param expectation what a value must be, as the end of the sentence «it must be …»
 * @param meaning what it is for, in one sentence
 * @param parser makes a value of a text, or throws IllegalArgumentException
 * @param secret whether its value must not be shown
 * @param <T> the type of its value
 */
record Setting<T>(
    String key,
    String fallback,
    String expectation,
    String meaning,
    Function<String, T> parser,
    boolean secret) {
  private static final String MASK = "***";

  Setting(
      String key, String fallback, String expectation, String meaning, Function<String, T> parser) {
    this(key, fallback, expectation, meaning, parser, false);
  }

  /** Its name in the environment. */
  String variable() {
    return "SLIPJOINT_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The value of a text; empty if it isn't one. */
  Optional<T> parsed(String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A value as it may be shown. */
  String shown(String text) {
    return secret && !text.isEmpty() ? MASK : text;
  }
}

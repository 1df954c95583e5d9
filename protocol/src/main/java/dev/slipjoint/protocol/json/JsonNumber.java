package dev.slipjoint.protocol.json;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A JSON number as it was written: {@code 1.10}, {@code 1e2} and {@code -0.0} stay what they are,
 * and so does an integer of twenty digits.
 */
public record JsonNumber(String lexeme) implements JsonValue {

  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /**
   * Takes a number as it is written.
   *
   * @throws IllegalArgumentException if RFC 8259 knows no such number
   */
  public JsonNumber {
    if (!GRAMMAR.matcher(lexeme).matches()) {
      throw new IllegalArgumentException("A JSON number can't be written like this");
    }
  }

  /** A whole number. */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** Its value, exactly. */
  public BigDecimal value() {
    return new BigDecimal(lexeme);
  }

  @Override
  public String toString() {
    return lexeme;
  }
}

package dev.slipjoint.platform.nouns;

import java.util.regex.Pattern;

/** Names an operation. Its calls to a handler carry it, the same on every attempt. */
public record OperationId(String value) {
  private static final Pattern SPELLING = Pattern.compile("op_[0-9A-Za-z]{24}");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if it is spelled as none can be
   */
  public OperationId {
    if (!SPELLING.matcher(value).matches()) {
      throw new IllegalArgumentException("An operation's id is op_ and 24 letters and digits");
    }
  }

  /** A new one. */
  public static OperationId random() {
    return new OperationId(RandomText.id("op_"));
  }

  @Override
  public String toString() {
    return value;
  }
}

package dev.slipjoint.platform.nouns;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Random letters and digits, for ids and secrets that nobody must guess. */
public final class RandomText {

  /** The characters, in the order of their values. */
  public static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final int ID_LENGTH = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  /** So many random characters, each of nearly six bits. */
  public static String ofLength(int length) {
    return RANDOM
        .ints(length, 0, BASE62.length())
        .mapToObj(i -> BASE62.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  /** A new id of 24 random characters behind a prefix such as {@code op_}. */
  public static String id(String prefix) {
    return prefix + ofLength(ID_LENGTH);
  }
}

package dev.slipjoint.platform.nouns;

import java.security.SecureRandom;

/** Random letters and digits, for ids and secrets that nobody must guess. */
public final class RandomText {

  /** The characters, in the order of their values. */
  public static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** Below it each character is as likely as the others; what a byte has above is thrown away. */
  private static final int EVEN = 256 / BASE62.length() * BASE62.length();

  private static final int ID_LENGTH = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  /** So many random characters, each of nearly six bits. */
  public static String ofLength(int length) {
    StringBuilder text = new StringBuilder(length);
    byte[] bytes = new byte[length + length / 4]; // asked for at once: each question costs a lock
    while (text.length() < length) {
      RANDOM.nextBytes(bytes);
      for (int i = 0; i < bytes.length && text.length() < length; i++) {
        int value = bytes[i] & 0xff;
        if (value < EVEN) {
          text.append(BASE62.charAt(value % BASE62.length()));
        }
      }
    }
    return text.toString();
  }

  /** A new id of 24 random characters behind a prefix such as {@code op_}. */
  public static String id(String prefix) {
    return prefix + ofLength(ID_LENGTH);
  }
}

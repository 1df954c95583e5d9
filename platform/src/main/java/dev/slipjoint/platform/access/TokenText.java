package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.RandomText;
import dev.slipjoint.platform.nouns.Secret;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import java.util.zip.CRC32;

/**
 * The text of tokens: a prefix by kind, 32 random characters and 6 of checksum, so that a scanner
 * finds a leaked one and a mistyped one never costs a look-up.
 */
public final class TokenText {

  /** A user's token. */
  public static final String USER = "slipu_";

  /** An installation's token. */
  public static final String INSTALLATION = "slipi_";

  private static final String OURS = "slip";
  private static final int PREFIX_LENGTH = 6;
  private static final String BASE62 = RandomText.BASE62;
  private static final int RANDOM_LENGTH = 32;
  private static final int CHECKSUM_LENGTH = 6;
  private static final int LENGTH = PREFIX_LENGTH + RANDOM_LENGTH + CHECKSUM_LENGTH;
  private static final int SHORTEST_FOREIGN = 20;
  private static final int LONGEST_FOREIGN = 200;

  private TokenText() {}

  /** Makes a new text of about 190 random bits. */
  public static Secret mint(String prefix) {
    String body = RandomText.ofLength(RANDOM_LENGTH);
    return new Secret(prefix + body + checksum(prefix + body));
  }

  /** Whether it is worth a look-up: one of ours with a true checksum, or 20 to 200 characters. */
  public static boolean isPlausible(String text) {
    return hasPrefix(text) ? isOurs(text) : isForeign(text);
  }

  /** Almost every request has one, so this is no regular expression. */
  private static boolean isOurs(String text) {
    int end = LENGTH - CHECKSUM_LENGTH;
    return text.length() == LENGTH
        && areAll(text, PREFIX_LENGTH, TokenText::isBase62)
        && checksum(text.substring(0, end)).equals(text.substring(end));
  }

  /** What any other string needs to be taken for a token: visible, and what no cookie would cut. */
  private static boolean isForeign(String text) {
    return text.length() >= SHORTEST_FOREIGN
        && text.length() <= LONGEST_FOREIGN
        && areAll(text, 0, it -> it >= '!' && it <= '~' && it != '=' && it != ';');
  }

  private static boolean isBase62(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean areAll(String text, int begin, IntPredicate like) {
    for (int i = begin; i < text.length(); i++) {
      if (!like.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasPrefix(String text) {
    return text.startsWith(OURS)
        && text.length() >= PREFIX_LENGTH
        && text.charAt(OURS.length()) >= 'a'
        && text.charAt(OURS.length()) <= 'z'
        && text.charAt(PREFIX_LENGTH - 1) == '_';
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    long rest = crc.getValue();
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      digits.append(BASE62.charAt((int) (rest % BASE62.length())));
      rest /= BASE62.length();
    }
    return digits.reverse().toString();
  }
}

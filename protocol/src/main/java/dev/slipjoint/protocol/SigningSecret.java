package dev.slipjoint.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * What two sides share, so that one can sign and the other can verify. After {@code whsec_} stands
 * the key in base64, as Standard Webhooks spells it; any other text is the key itself. Its {@code
 * toString} hides it.
 */
public record SigningSecret(String text) {
  private static final String PREFIX = "whsec_";

  /**
   * Takes a secret as it stands in a setting.
   *
   * @throws IllegalArgumentException if there is no key in it, or a blank
   */
  public SigningSecret {
    if (text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw new IllegalArgumentException("A signing secret holds no blanks");
    }
    if (key(text).length == 0) {
      throw new IllegalArgumentException("A signing secret must not be empty");
    }
  }

  /**
   * The secrets in a text, where several are separated by blanks while one is rotated.
   *
   * @throws IllegalArgumentException if one of them can't be one
   */
  public static List<SigningSecret> several(String text) {
    return Stream.of(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .map(SigningSecret::new)
        .toList();
  }

  byte[] key() {
    return key(text);
  }

  private static byte[] key(String text) {
    if (!text.startsWith(PREFIX)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // Without the cause, which quotes a character of it.
      throw new IllegalArgumentException("A signing secret must be base64 after " + PREFIX);
    }
  }

  @Override
  public String toString() {
    return "SigningSecret[***]";
  }
}

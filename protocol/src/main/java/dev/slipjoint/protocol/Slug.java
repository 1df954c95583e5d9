package dev.slipjoint.protocol;

import java.util.Set;

/** The name by which an integration is known everywhere: in URLs, in files, to its users. */
public record Slug(String value) {

  /** What no integration can be called, because routes use these words in a slug's place. */
  public static final Set<String> RESERVED = Set.of("safe", "configurations", "installations");

  private static final int LONGEST = 100;

  /**
   * Takes a slug as it stands in a URL.
   *
   * @throws IllegalArgumentException if it is not 1 to 100 of {@code a-z 0-9 -}
   */
  public Slug {
    if (!isSlug(value)) {
      throw new IllegalArgumentException(
          "A slug must be 1 to 100 characters out of a-z, 0-9 and -");
    }
  }

  private static boolean isSlug(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isOfSlug(value.charAt(i))) {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= LONGEST;
  }

  static boolean isOfSlug(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}

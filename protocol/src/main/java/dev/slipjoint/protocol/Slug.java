package dev.slipjoint.protocol;

import java.util.Set;
import java.util.regex.Pattern;

/** The name by which an integration is known everywhere: in URLs, in files, to its users. */
public record Slug(String value) {

  /** What no integration can be called, because routes use these words in a slug's place. */
  public static final Set<String> RESERVED = Set.of("safe", "configurations", "installations");

  private static final Pattern SPELLING = Pattern.compile("[a-z0-9-]{1,100}");

  /**
   * Takes a slug as it stands in a URL.
   *
   * @throws IllegalArgumentException if it is not 1 to 100 of {@code a-z 0-9 -}
   */
  public Slug {
    if (!SPELLING.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A slug must be 1 to 100 characters out of a-z, 0-9 and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

package dev.slipjoint.protocol;

import java.util.Optional;
import java.util.regex.Pattern;

/** An integration's own words, as users may be shown them. */
public final class ReasonText {

  /** The most characters that are shown. */
  public static final int LONGEST = 500;

  /** What ends a line, or turns the direction of what follows. */
  private static final Pattern UNSHOWABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]");

  private ReasonText() {}

  /** The words on one line and in one direction, however many. */
  static String onOneLine(String words) {
    return UNSHOWABLE.matcher(words).replaceAll(" ").strip();
  }

  /** The words on one line, in one direction, and not too many; empty if nothing is left. */
  public static Optional<String> of(String words) {
    String line = onOneLine(words);
    int end = Math.min(line.length(), LONGEST);
    if (end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return Optional.of(line.substring(0, end)).filter(it -> !it.isEmpty());
  }
}

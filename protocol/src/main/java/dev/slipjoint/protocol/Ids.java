package dev.slipjoint.protocol;

import java.util.regex.Pattern;

/** The spelling of ids: one per resource, and none that a URL would have to escape. */
final class Ids {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Ids() {}

  static String checked(String what, String value) {
    if (!ID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + " must be 1 to 64 characters out of A-Z, a-z, 0-9, _ and -");
    }
    return value;
  }
}

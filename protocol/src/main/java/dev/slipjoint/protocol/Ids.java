package dev.slipjoint.protocol;

/** The spelling of ids: one per resource, and none that a URL would have to escape. */
final class Ids {
  private static final int LONGEST = 64;

  private Ids() {}

  static String checked(String what, String value) {
    if (!isId(value)) {
      throw new IllegalArgumentException(
          what + " must be 1 to 64 characters out of A-Z, a-z, 0-9, _ and -");
    }
    return value;
  }

  /** Every request names a few of them, so this is no regular expression. */
  private static boolean isId(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean upperCase = c >= 'A' && c <= 'Z';
      if (!upperCase && c != '_' && !Slug.isOfSlug(c)) {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= LONGEST;
  }
}

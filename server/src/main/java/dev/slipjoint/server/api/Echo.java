package dev.slipjoint.server.api;

/** A caller's own words, as refusals may repeat them: short, and of plain characters. */
final class Echo {
  private static final int LONGEST = 100;

  private Echo() {}

  static String of(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}

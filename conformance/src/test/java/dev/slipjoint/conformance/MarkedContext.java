package dev.slipjoint.conformance;

import dev.slipjoint.protocol.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A context that nobody else writes, and that tells from a part whether it is whole.
 *
 * @param number which write it is of
 * @param repeats how often its mark is repeated: its size
 */
record MarkedContext(long number, int repeats) {

  /** What stands for a context where nothing is enabled. */
  static final String GONE = "gone";

  private static final Pattern MARK = Pattern.compile("mark-(\\d+)-(\\d+);");

  /** Few bytes that stand for all of it. */
  String mark() {
    return "mark-%d-%d;".formatted(number, repeats);
  }

  String json() {
    return "{\"mark\":\"%s\",\"filler\":\"%s\"}".formatted(mark(), mark().repeat(repeats));
  }

  /** The mark of the context that an answer holds, if that is as it was sent; {@link #GONE}. */
  static String markIn(Answer answer) {
    return switch (answer.status()) {
      case 200 -> markIn(((JsonObject) answer.json().find("config").orElseThrow()).toString());
      case 404 -> GONE;
      default -> throw new AssertionError("Nobody can tell from " + answer.status());
    };
  }

  private static String markIn(String config) {
    Matcher mark = MARK.matcher(config);
    if (!mark.find()) {
      return config;
    }
    MarkedContext context =
        new MarkedContext(Long.parseLong(mark.group(1)), Integer.parseInt(mark.group(2)));
    return config.equals(context.json()) ? context.mark() : "torn: " + config;
  }
}

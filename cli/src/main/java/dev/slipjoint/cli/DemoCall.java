package dev.slipjoint.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One call of a handler, as the SDK logs it. */
record DemoCall(
    String handler, Optional<String> site, Optional<String> team, int status, String took) {
  private static final Pattern LINE =
      Pattern.compile(
          "handler=(?<handler>\\S+) site=(?<site>\\S+) team=(?<team>\\S+)"
              + " status=(?<status>\\d+) took=(?<took>\\d+)ms$");

  static Optional<DemoCall> in(String line) {
    Matcher call = LINE.matcher(line);
    if (!call.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new DemoCall(
            call.group("handler"),
            named(call.group("site")),
            named(call.group("team")),
            Integer.parseInt(call.group("status")),
            call.group("took") + " ms"));
  }

  /** Whether it may have enabled or disabled something. */
  boolean isOfLifecycle() {
    return handler.startsWith("on-") && status < 300;
  }

  private static Optional<String> named(String word) {
    return Optional.of(word).filter(it -> !it.equals("-"));
  }
}

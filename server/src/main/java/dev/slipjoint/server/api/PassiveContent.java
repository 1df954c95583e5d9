package dev.slipjoint.server.api;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a handler's answer is called on its way to a caller. A browser that is led to the platform's
 * origin must not run what a third party wrote: only media types that nothing in them runs of keep
 * their name, anything else is bytes to be saved.
 *
 * @param mediaType what to call it
 * @param isNamed whether it keeps its name
 */
record PassiveContent(String mediaType, boolean isNamed) {
  private static final Set<String> PASSIVE =
      Set.of(
          "application/json",
          "application/octet-stream",
          "application/problem+json",
          "application/x-ndjson",
          "application/yaml",
          "image/gif",
          "image/jpeg",
          "image/png",
          "image/webp",
          "text/csv",
          "text/event-stream",
          "text/markdown",
          "text/plain");

  /** A type and plain parameters. A comma would begin another type, which browsers might take. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "([A-Za-z0-9/+.-]{1,60})( ?;"
              + " ?[A-Za-z-]{1,20}=(?:[\\w./-]{1,60}|\"[\\w./-]{1,60}\")){0,3}");

  static PassiveContent of(String contentType) {
    Matcher matcher = PLAIN.matcher(contentType);
    return matcher.matches() && PASSIVE.contains(matcher.group(1).toLowerCase(Locale.ROOT))
        ? new PassiveContent(contentType, true)
        : new PassiveContent("application/octet-stream", false);
  }
}

package dev.slipjoint.server.api;

import java.util.Locale;
import java.util.Set;

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

  private static final int LONGEST = 200;

  static PassiveContent of(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return PASSIVE.contains(type) && contentType.length() <= LONGEST
        ? new PassiveContent(contentType, true)
        : new PassiveContent("application/octet-stream", false);
  }
}

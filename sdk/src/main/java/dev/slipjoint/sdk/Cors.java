package dev.slipjoint.sdk;

import java.util.List;
import java.util.Map;

/**
 * Lets pages of any origin call handlers, as integrations' pages do. What guards a handler is the
 * token, which no browser sends by itself.
 */
final class Cors {
  private static final List<String> HEADERS =
      List.of(
          "access-control-allow-origin",
          "access-control-allow-headers",
          "access-control-allow-methods");

  private Cors() {}

  /** The answer with the three headers; those that the handler has set itself win. */
  static HandlerResponse on(HandlerResponse answer) {
    Map<String, List<String>> own = answer.headers();
    HandlerResponse result = answer;
    for (String header : HEADERS) {
      if (!own.containsKey(header)) {
        result = result.withHeader(header, "*");
      }
    }
    return result;
  }
}

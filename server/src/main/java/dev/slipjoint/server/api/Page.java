package dev.slipjoint.server.api;

import dev.slipjoint.server.edge.EdgeException.InvalidParameter;
import io.helidon.webserver.http.ServerRequest;
import java.util.regex.Pattern;

/**
 * Which part of a list is asked for. Pages go by the key of the last entry, so that what is enabled
 * or disabled meanwhile moves nothing.
 *
 * @param after the key after which the page begins; empty for the first one
 * @param limit the most entries
 */
record Page(String after, int limit) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;
  private static final Pattern KEY = Pattern.compile("[a-z0-9-]{0,100}");
  private static final Pattern DELIVERY = Pattern.compile("(dlv_[0-9A-Za-z]{24})?");

  /** Of a list in the order of slugs. */
  static Page of(ServerRequest request) {
    return of(request, KEY, "the slug of the last entry of the page before");
  }

  /** Of a list of deliveries. */
  static Page ofDeliveries(ServerRequest request) {
    return of(request, DELIVERY, "the id of the last delivery of the page before");
  }

  private static Page of(ServerRequest request, Pattern key, String expectation) {
    String after = request.query().first("after").orElse("");
    if (!key.matcher(after).matches()) {
      throw new InvalidParameter("after", expectation);
    }
    return new Page(after, request.query().first("limit").map(Page::limit).orElse(USUAL));
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    }
    throw new InvalidParameter("limit", "a number from 1 to " + MOST);
  }

  /** RFC 8288. */
  String linkAfter(String path, String last) {
    return "<%s?limit=%d&after=%s>; rel=\"next\"".formatted(path, limit, last);
  }
}

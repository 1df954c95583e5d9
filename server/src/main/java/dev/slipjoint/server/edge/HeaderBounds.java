package dev.slipjoint.server.edge;

import io.helidon.http.Header;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Refuses headers that are too many, or of which one is too long.
 *
 * @param count how many there may be
 * @param bytes how long one may be, its name included
 */
public record HeaderBounds(int count, int bytes) implements Handler {

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    int all = 0;
    for (Header header : request.headers()) {
      all += header.valueCount();
      if (longest(header) > bytes) {
        throw new EdgeException.HeadersTooLarge(
            "One of the headers has more than %d bytes.".formatted(bytes), bytes);
      }
    }
    if (all > count) {
      throw new EdgeException.HeadersTooLarge(
          "There are more than %d headers.".formatted(count), count);
    }
    response.next();
  }

  private static int longest(Header header) {
    int value =
        header.valueCount() == 1
            ? header.get().length() // the usual case, for which no list is made
            : header.allValues().stream().mapToInt(String::length).max().orElse(0);
    return header.name().length() + value;
  }
}

package dev.slipjoint.server.edge;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.stream.Stream;

/**
 * Closes connections when they should close: after the client asked for it, which Helidon 4.5.0
 * answers but does not do (helidon issue 12324), after a refusal that says so, where a body may
 * still come that nobody reads, and once the server is on its way out.
 */
public final class Connections implements Filter {
  private volatile boolean draining;

  /** From now on every answer closes its connection. */
  public void drain() {
    draining = true;
  }

  /** Whether the server is on its way out. */
  public boolean isDraining() {
    return draining;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    boolean asked = asksToClose(request) || mayLeaveABody(request);
    // Asked when the answer goes out: the server may have begun to stop meanwhile.
    response.beforeSend(
        () -> {
          if (asked || draining) {
            response.header(HeaderValues.CONNECTION_CLOSE);
          }
        });
    chain.proceed();
    if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("The connection was to be closed after this answer");
    }
  }

  /**
   * RFC 9110, 10.1.1: whoever is answered instead of being told to go on may send the body all the
   * same. Helidon would take it for the next request.
   */
  private static boolean mayLeaveABody(RoutingRequest request) {
    return request.headers().contains(HeaderNames.EXPECT);
  }

  /** RFC 9110, 7.6.1: a list, in whatever case. */
  private static boolean asksToClose(RoutingRequest request) {
    return request.headers().contains(HeaderNames.CONNECTION)
        && request.headers().get(HeaderNames.CONNECTION).allValues().stream()
            .flatMap(list -> Stream.of(list.split(",", -1)))
            .anyMatch(it -> it.strip().equalsIgnoreCase("close"));
  }
}

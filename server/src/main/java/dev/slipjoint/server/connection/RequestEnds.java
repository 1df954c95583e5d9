package dev.slipjoint.server.connection;

import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.SocketAddress;

/** Tells the connections when a request is over, and whether its caller was known. */
public final class RequestEnds implements Filter {
  private final OpenConnections connections;

  /**
   * Marks a request that needed a token: one that was answered otherwise than 401 had a good one.
   */
  public record Judged() {}

  /** Tells those. */
  public RequestEnds(OpenConnections connections) {
    this.connections = connections;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    SocketAddress peer = request.remotePeer().address();
    try {
      chain.proceed();
    } finally {
      if (wasKnown(request, response)) {
        connections.known(peer);
      }
      connections.answered(peer);
    }
  }

  private static boolean wasKnown(RoutingRequest request, RoutingResponse response) {
    int status = response.status().code();
    return request.context().get(Judged.class).isPresent()
        && status != Status.UNAUTHORIZED_401.code()
        && status < Status.INTERNAL_SERVER_ERROR_500.code();
  }
}

package dev.slipjoint.server.connection;

import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/** Tells the connections when a request is over, and whether its caller was known. */
public final class RequestEnds implements Filter {

  /** Whether this thread's request needs a token; a request's own context would cost much more. */
  private static final ThreadLocal<Boolean> JUDGED = ThreadLocal.withInitial(() -> false);

  private final OpenConnections connections;

  /** Tells those. */
  public RequestEnds(OpenConnections connections) {
    this.connections = connections;
  }

  /**
   * Marks this thread's request as one that needs a token: if it succeeds, it had a good one. If it
   * doesn't, it may have been refused before anybody asked whose its token is.
   */
  public static void judged() {
    JUDGED.set(true);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    JUDGED.set(false);
    try {
      chain.proceed();
    } finally {
      connections.answered(request.remotePeer().address(), wasKnown(response));
    }
  }

  private static boolean wasKnown(RoutingResponse response) {
    Status status = response.status();
    return JUDGED.get()
        && (status.family() == Status.Family.SUCCESSFUL
            || status.code() == Status.NOT_MODIFIED_304.code());
  }
}

package dev.slipjoint.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.Headers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * Speaks HTTP/1.1 on every connection, and notes how long its client takes over what it sends and
 * reads. What is no HTTP is answered as a bad request instead of being cut off without a word.
 */
public final class WatchedHttp implements ServerConnectionSelector {
  private final OpenConnections connections;
  private final Http1ConnectionSelector http;

  /**
   * Speaks.
   *
   * @param requestLine bytes of a request line that are read
   * @param headers bytes of all headers that are read
   */
  public WatchedHttp(OpenConnections connections, int requestLine, int headers) {
    this.connections = connections;
    this.http =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    .maxPrologueLength(requestLine)
                    .maxHeadersSize(headers)
                    .addReceiveListener(new Heads())
                    .build())
            .build();
  }

  /** Sees when a request's headers are complete. */
  private static final class Heads implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (context instanceof WatchedContext watched) {
        watched.connection().headRead(System.nanoTime());
      }
    }
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    SocketAddress peer = context.remotePeer().address();
    WatchedContext watched = new WatchedContext(context, connections.of(peer));
    return new Watched(peer, watched.connection(), http.connection(watched));
  }

  /** Says when a connection is over. */
  private final class Watched implements ServerConnection {
    private final SocketAddress peer;
    private final OpenConnection connection;
    private final ServerConnection spoken;

    Watched(SocketAddress peer, OpenConnection connection, ServerConnection spoken) {
      this.peer = peer;
      this.connection = connection;
      this.spoken = spoken;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        spoken.handle(limit);
      } catch (UncheckedIOException e) {
        // Closed while it was being used, and nobody's fault but the client's.
        throw connection.isCut() ? new CloseConnectionException("The client was too slow") : e;
      } finally {
        connections.closed(peer, connection);
      }
    }

    @Override
    public Duration idleTime() {
      return spoken.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      spoken.close(interrupt);
    }
  }
}

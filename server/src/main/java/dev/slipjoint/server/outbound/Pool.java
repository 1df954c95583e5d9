package dev.slipjoint.server.outbound;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections to addresses that were checked. A kept one is used again only for the same name at
 * the same address, so it leads nowhere else than a new one would.
 */
final class Pool implements AutoCloseable {
  private static final int MOST = 100_000;

  /** To see whether the other side has closed a connection takes a millisecond. */
  private static final TimeValue CHECKED_AFTER = TimeValue.ofMilliseconds(20);

  private static final TimeValue LIVES = TimeValue.ofMinutes(5);
  private static final TimeValue AT_ONCE = TimeValue.ZERO_MILLISECONDS;

  private final PoolingHttpClientConnectionManager connections;

  Pool(SSLContext tls) {
    connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(socket -> new OutboundConnection())
            .setDnsResolver(new NoNames())
            .setTlsSocketStrategy(
                ClientTlsStrategyBuilder.create()
                    .setSslContext(tls)
                    .setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN)
                    .buildClassic())
            .setMaxConnTotal(MOST)
            .setMaxConnPerRoute(MOST)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setValidateAfterInactivity(CHECKED_AFTER)
                    .setTimeToLive(LIVES)
                    .build())
            .build();
  }

  /** Every address is found before: what would look up a name here would evade the check. */
  private static final class NoNames implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException("Nothing is looked up here");
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      throw new UnknownHostException("Nothing is looked up here");
    }
  }

  /** A connection to an address, kept or new. */
  ConnectionEndpoint connect(
      Destination destination, InetAddress address, Duration patience, TimeLimit limit)
      throws OutboundFailed, InterruptedException {
    ConnectionEndpoint endpoint = lease(destination, address, limit.left());
    limit.cutsBy(() -> cut(endpoint));
    if (endpoint.isConnected()) {
      return endpoint;
    }
    try {
      connections.connect(
          endpoint, TimeValue.of(patience.plusMillis(1)), HttpClientContext.create());
      return endpoint;
    } catch (IOException | RuntimeException e) {
      drop(endpoint);
      throw failed(destination, e, limit);
    }
  }

  private ConnectionEndpoint lease(Destination destination, InetAddress address, Duration patience)
      throws OutboundFailed, InterruptedException {
    HttpHost host =
        new HttpHost(destination.scheme(), address, destination.host(), destination.port());
    HttpRoute route = new HttpRoute(host, null, destination.isTls());
    String what = "taking a connection to " + destination;
    try {
      Timeout timeout = Timeout.of(patience);
      return connections.lease("", route, timeout, null).get(timeout);
    } catch (TimeoutException e) {
      throw OutboundFailed.unsent(Reason.CONNECT_TIMED_OUT, what, e);
    } catch (ExecutionException | IllegalStateException e) {
      throw OutboundFailed.unsent(Reason.CANCELLED, what, e);
    }
  }

  private static OutboundFailed failed(Destination destination, Exception e, TimeLimit limit) {
    Reason reason =
        switch (e) {
          case SocketTimeoutException timeout -> Reason.CONNECT_TIMED_OUT;
          case SSLException ssl -> Reason.TLS_FAILED;
          default -> Reason.CONNECT_FAILED;
        };
    return OutboundFailed.unsent(
        limit.exceeded().orElse(reason), "connecting to " + destination, e);
  }

  /** Ends a connection at once, whoever waits for it. */
  static void cut(ConnectionEndpoint endpoint) {
    endpoint.close(CloseMode.IMMEDIATE);
  }

  /** Gives a connection back that nobody must use any more. */
  void drop(ConnectionEndpoint endpoint) {
    cut(endpoint);
    connections.release(endpoint, null, AT_ONCE);
  }

  /** Gives a connection back that can be used again for some time. */
  void keep(ConnectionEndpoint endpoint, Duration time) {
    connections.release(endpoint, null, TimeValue.of(time));
  }

  /** Closes what was kept long enough. */
  void tidy() {
    connections.closeExpired();
  }

  @Override
  public void close() {
    connections.close(CloseMode.IMMEDIATE);
  }
}

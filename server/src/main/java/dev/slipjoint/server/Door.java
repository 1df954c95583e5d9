package dev.slipjoint.server;

import dev.slipjoint.server.api.ErrorAnswers;
import dev.slipjoint.server.api.Route;
import dev.slipjoint.server.api.Routes;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.connection.Admission;
import dev.slipjoint.server.connection.OpenConnections;
import dev.slipjoint.server.connection.RequestEnds;
import dev.slipjoint.server.connection.WatchedHttp;
import dev.slipjoint.server.edge.Connections;
import dev.slipjoint.server.edge.HeaderBounds;
import dev.slipjoint.server.edge.IdentityOnly;
import dev.slipjoint.server.edge.PathGuard;
import dev.slipjoint.server.edge.RequestLog;
import dev.slipjoint.server.edge.RequestWatch;
import dev.slipjoint.server.edge.SafeHeaders;
import dev.slipjoint.server.edge.TransportErrors;
import dev.slipjoint.server.edge.UndecodedBodies;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.List;

/** Where requests come in: the listener, and everything that they pass before a desk. */
final class Door {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * How many times the largest body is read past, so that its sender can hear the refusal; beyond
   * that the connection is cut.
   */
  private static final int SKIPPED_BODIES = 8;

  private Door() {}

  /**
   * Listens.
   *
   * @throws ServerFailedToStart if the address can't be had, or TLS can't be set up
   */
  static WebServer open(
      ServerConfig config,
      List<Route> routes,
      Connections connections,
      OpenConnections open,
      RequestWatch watch) {
    ServerConfig.Head head = config.limits().head();
    WebServerConfig.Builder listener =
        listener(config.listen().bind(), config.listen().port(), head, watch)
            .maxTcpConnections(config.listen().connections())
            .maxPayloadSize((long) SKIPPED_BODIES * largestBody(config))
            .shutdownGracePeriod(GRACE)
            .connectionOptions(new Admission(open))
            .protocolsDiscoverServices(false)
            .addConnectionSelector(new WatchedHttp(open, head.requestLine(), head.headers()))
            .routing(routing(head, routes, connections, open, watch));
    config.listen().tls().ifPresent(files -> listener.tls(TlsFiles.read(files)));
    return started(
        listener,
        "Slipjoint can't listen on %s:%d. Is something else there already? Give another --port or --bind."
            .formatted(config.listen().bind(), config.listen().port()));
  }

  private static int largestBody(ServerConfig config) {
    return Math.max(config.limits().body(), config.dispatch().bounds().body());
  }

  /** The first filter is the outermost; what refuses stands inside of what looks at answers. */
  private static HttpRouting.Builder routing(
      ServerConfig.Head head,
      List<Route> routes,
      Connections connections,
      OpenConnections open,
      RequestWatch watch) {
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .addFilter(RequestLog.telling(watch))
            .addFilter(connections)
            .addFilter(new RequestEnds(open))
            .addFilter(new SafeHeaders())
            .any(
                new PathGuard(), new HeaderBounds(head.count(), head.header()), new IdentityOnly());
    new ErrorAnswers(watch).register(routing);
    Routes.register(routing, routes);
    return routing;
  }

  /** What all listeners have in common. */
  static WebServerConfig.Builder listener(
      String bind, int port, ServerConfig.Head head, RequestWatch watch) {
    return WebServer.builder()
        .host(bind)
        .port(port)
        .contentEncoding(new UndecodedBodies())
        .shutdownHook(false)
        // Helidon's own words are never told, but TransportErrors has nothing else to go by.
        .errorHandling(ErrorHandling.builder().includeEntity(true).build())
        .directHandlers(TransportErrors.handlers(head.requestLine(), head.headers(), watch));
  }

  /** Starts a listener, or fails with that sentence. */
  static WebServer started(WebServerConfig.Builder listener, String otherwise) {
    try {
      WebServer web = listener.build().start();
      if (!web.isRunning()) { // Helidon 4.5.0 only logs that it can't listen
        throw new IllegalStateException("The web server is not running");
      }
      return web;
    } catch (RuntimeException e) {
      throw new ServerFailedToStart(otherwise, e);
    }
  }
}

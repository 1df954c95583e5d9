package dev.slipjoint.server;

import dev.slipjoint.server.api.ErrorAnswers;
import dev.slipjoint.server.api.Route;
import dev.slipjoint.server.api.Routes;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.edge.Connections;
import dev.slipjoint.server.edge.IdentityOnly;
import dev.slipjoint.server.edge.PathGuard;
import dev.slipjoint.server.edge.RequestLog;
import dev.slipjoint.server.edge.RequestWatch;
import dev.slipjoint.server.edge.SafeHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where operators look in: a listener of its own, so that what it tells is nobody else's, and so
 * that it can tell how the other one stops. What it is asked is neither counted nor logged.
 */
final class ManagementDoor {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int CONNECTIONS = 100;
  private static final int LARGEST_BODY = 1024;

  private ManagementDoor() {}

  /**
   * Listens, unless it is to be off.
   *
   * @throws ServerFailedToStart if the address can't be had
   */
  static Optional<WebServer> open(
      ServerConfig config, List<Route> routes, Connections connections) {
    return config.management().port().map(port -> open(config, port, routes, connections));
  }

  private static WebServer open(
      ServerConfig config, int port, List<Route> routes, Connections connections) {
    String bind = config.management().bind();
    ServerConfig.Head head = config.limits().head();
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .addFilter(RequestLog.silent())
            .addFilter(connections)
            .addFilter(new SafeHeaders())
            .any(new PathGuard(), new IdentityOnly());
    new ErrorAnswers(RequestWatch.NONE).register(routing);
    Routes.register(routing, routes);
    WebServerConfig.Builder listener =
        Door.listener(bind, port, head, RequestWatch.NONE)
            .maxTcpConnections(CONNECTIONS)
            .maxPayloadSize(LARGEST_BODY)
            .shutdownGracePeriod(GRACE)
            .addProtocol(
                Http1Config.builder()
                    .maxPrologueLength(head.requestLine())
                    .maxHeadersSize(head.headers())
                    .build())
            .routing(routing);
    return Door.started(
        listener,
        ("Slipjoint can't tell metrics on %s:%d. Is something else there already?"
                + " Set management.port to another port, to 0 for a free one, or to off.")
            .formatted(bind, port));
  }
}

package dev.slipjoint.benchmarks;

import com.sun.net.httpserver.HttpServer;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The integration that is measured, a program of its own: a handler that does nothing but answer,
 * and beside it the same answer from the JDK's server alone.
 */
public final class IdleIntegration {
  static final String HANDLER = "nothing";
  static final String ANSWER = "{\"ok\":true}";

  /** Held, since the logging system forgets loggers that nobody holds. */
  private static final Logger SDK = Logger.getLogger("dev.slipjoint.sdk");

  private IdleIntegration() {}

  /** Serves: the first argument is the integration's port, the second the bare host's. */
  public static void main(String[] args) throws IOException {
    SDK.setLevel(Level.WARNING); // no line a call, as little as the server writes one
    bare(Integer.parseInt(args[1]));
    NetlifyIntegration integration = new NetlifyIntegration();
    integration.addApiHandler(
        HANDLER, (event, context) -> HandlerResponse.json(Map.of("ok", true)));
    integration.onEnable((event, context) -> HandlerResponse.ok());
    integration.onDisable((event, context) -> HandlerResponse.ok());
    integration.serve(Integer.parseInt(args[0]));
  }

  private static void bare(int port) throws IOException {
    // What the SDK sets for itself, too: the JDK's server reads it once.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }
}

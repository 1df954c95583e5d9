package dev.slipjoint.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.SigningSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Is told of events: verifies each message, and acts on each event once. */
public final class ReceiveWebhooks {

  private ReceiveWebhooks() {}

  /** Listens on port 9200, with the secrets that the environment names. */
  public static void main(String[] args) throws IOException {
    String secrets = Optional.ofNullable(System.getenv("WEBHOOK_SECRETS")).orElse("");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9200), 0);
    define(server, SigningSecret.several(secrets), System.out::println);
    server.start();
  }

  /** What the receiver does. */
  public static void define(
      HttpServer server, List<SigningSecret> secrets, Consumer<String> worker) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    // begin: shown
    Set<String> seen = ConcurrentHashMap.newKeySet(); // yours: a table with a unique key
    server.createContext(
        "/slipjoint",
        exchange -> {
          String id = header(exchange, "webhook-id");
          String body = // signed as it came: verify first, parse then
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean genuine =
              MessageSignature.verify(
                  secrets,
                  id,
                  header(exchange, "webhook-timestamp"),
                  header(exchange, "webhook-signature"),
                  body,
                  Instant.now(),
                  Duration.ofMinutes(5));
          if (genuine && seen.add(id)) {
            worker.accept(body); // quickly, or in the background: 15 seconds are a failure
          }
          exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
          exchange.close();
        });
    // end: shown
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }
}

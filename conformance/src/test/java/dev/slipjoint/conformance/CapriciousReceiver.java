package dev.slipjoint.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.json.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of webhooks that answers well, badly, never or half, and keeps count. */
final class CapriciousReceiver implements AutoCloseable {
  private final HttpServer http;
  private final Random random;
  private final Map<String, Duration> lags = new ConcurrentHashMap<>();
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger forged = new AtomicInteger();
  private volatile List<SigningSecret> secrets = List.of();

  CapriciousReceiver(long seed) throws IOException {
    random = new Random(seed);
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
  }

  void knows(String secret) {
    secrets = List.of(new SigningSecret(secret));
  }

  /** How long after each event it was first told. */
  Map<String, Duration> lags() {
    return lags;
  }

  int messages() {
    return messages.get();
  }

  /** How many it answered well. */
  int accepted() {
    return accepted.get();
  }

  /** How many had no right signature. */
  int forged() {
    return forged.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Instant now = Instant.now();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String id = header(exchange, "webhook-id");
    messages.incrementAndGet();
    if (!isGenuine(exchange, id, body, now)) {
      forged.incrementAndGet();
    }
    Instant happened = Instant.parse(JsonReader.readObject(body).string("timestamp"));
    lags.putIfAbsent(id, Duration.between(happened, now));
    react(exchange);
    exchange.close();
  }

  private boolean isGenuine(HttpExchange exchange, String id, String body, Instant now) {
    return MessageSignature.verify(
        secrets,
        id,
        header(exchange, "webhook-timestamp"),
        header(exchange, "webhook-signature"),
        body,
        now,
        Duration.ofMinutes(5));
  }

  private void react(HttpExchange exchange) throws IOException {
    int mood;
    synchronized (random) {
      mood = random.nextInt(20);
    }
    switch (mood) {
      case 0 -> sleep();
      case 1, 2, 3 -> {}
      case 4, 5, 6 -> exchange.sendResponseHeaders(500, -1);
      case 7 -> exchange.sendResponseHeaders(302, -1);
      default -> {
        accepted.incrementAndGet();
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

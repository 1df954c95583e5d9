package dev.slipjoint.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An integration's host that takes its time, and notes which operations it was called for. */
final class SlowIntegration implements AutoCloseable {

  /** How long it takes, in milliseconds, and whether it is ready then. */
  interface Pace {
    int status(String operation, int attempt) throws InterruptedException;
  }

  private final HttpServer http;
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Queue<String> overlapping = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Pace pace;

  SlowIntegration(Pace pace) throws IOException {
    this.pace = pace;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  void paced(Pace other) {
    pace = other;
  }

  /** The operations that it was called for. */
  Set<String> operations() {
    return Set.copyOf(attempts.keySet());
  }

  /** Those that it was called for while it was still being called for them. */
  Queue<String> overlapping() {
    return overlapping;
  }

  int underWay() {
    return underWay.size();
  }

  int calls() {
    return calls.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String operation = exchange.getRequestHeaders().getFirst("webhook-id");
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      calls.incrementAndGet();
      if (!underWay.add(operation)) {
        overlapping.add(operation);
      }
      int status = pace.status(operation, attempts.merge(operation, 1, Integer::sum));
      underWay.remove(operation);
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.remove(operation);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

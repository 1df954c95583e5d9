package dev.slipjoint.benchmarks;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A fast receiver of events: verifies each message, counts each event once, and answers 204. */
final class Receiver implements AutoCloseable {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Set<String> events = new HashSet<>();
  private volatile List<SigningSecret> secrets = List.of();
  private long last = System.nanoTime();
  private int repeated;
  private int refused;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What messages are signed with. */
  void expect(SigningSecret secret) {
    secrets = List.of(secret);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String id = header(exchange, "webhook-id");
      boolean genuine =
          MessageSignature.verify(
              secrets,
              id,
              header(exchange, "webhook-timestamp"),
              header(exchange, "webhook-signature"),
              body,
              Instant.now(),
              TOLERANCE);
      count(id, genuine, body);
      exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private void count(String id, boolean genuine, String body) {
    lock.lock();
    try {
      if (!genuine) {
        refused++;
      } else if (body.contains("\"context.changed\"")) {
        last = System.nanoTime();
        repeated += events.add(id) ? 0 : 1;
        arrived.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many distinct events there have been. */
  int count() {
    lock.lock();
    try {
      return events.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there have been so many; when the last one came, by {@link System#nanoTime}. */
  long await(int count, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (events.size() < count && left > 0) {
        left = arrived.awaitNanos(left);
      }
      if (events.size() < count || refused > 0) {
        throw new BenchmarkFailed(
            "%d events of %d came, and %d messages were not genuine"
                .formatted(events.size(), count, refused));
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** How many messages told what had been told. */
  int repeated() {
    lock.lock();
    try {
      return repeated;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

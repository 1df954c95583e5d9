package dev.slipjoint.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Where an integration runs whose every handler does what its name says. */
final class ScriptedHost implements AutoCloseable {

  /** What its handlers answer. */
  static final String ANSWER = "So it is.";

  private final HttpServer http;
  private volatile int lifecycle = 200;
  private volatile String token = "";
  private final AtomicBoolean holdsNext = new AtomicBoolean();
  private volatile CountDownLatch arrived = new CountDownLatch(1);
  private volatile CountDownLatch released = new CountDownLatch(1);

  ScriptedHost() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** What on-enable and on-disable answer from now on. */
  void lifecycleAnswers(int status) {
    lifecycle = status;
  }

  /** The token of the latest call. */
  String token() {
    return token;
  }

  /** Does something while its next call is under way. */
  Answer whileOneWaits(Runnable call, Supplier<Answer> meanwhile) {
    arrived = new CountDownLatch(1);
    released = new CountDownLatch(1);
    holdsNext.set(true);
    Thread waiting = Thread.ofVirtual().start(call);
    try {
      if (!arrived.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The call did not arrive");
      }
      return meanwhile.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      released.countDown();
      join(waiting);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      token = exchange.getRequestHeaders().getFirst("netlify-token");
      exchange.getRequestBody().readAllBytes();
      if (holdsNext.compareAndSet(true, false)) {
        arrived.countDown();
        await();
      }
      String path = exchange.getRequestURI().getPath();
      switch (path.substring(path.lastIndexOf('/') + 1)) {
        case "on-enable", "on-disable" -> answer(exchange, lifecycle);
        case "redirects" -> answer(exchange, 302);
        default -> answer(exchange, 203);
      }
    }
  }

  private void await() {
    try {
      boolean unused = released.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/plain");
    byte[] bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
    if (!bodiless) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

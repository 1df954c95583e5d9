package dev.slipjoint.sdk;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An integration that is being served. It runs until it is closed, and keeps the program alive so
 * long.
 */
public final class IntegrationServer implements AutoCloseable {
  private static final int DEFAULT_PORT = 9000;
  private static final int GRACE_SECONDS = 10;

  static {
    // The JDK's server reads these once. Without the first, each answer waits for the client's ACK;
    // without the second, a client may send its request as slowly as it likes.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    setUnlessSet("sun.net.httpserver.maxReqTime", "30");
  }

  private final HttpServer http;
  private final ExecutorService calls;
  private final CallExchange exchange;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private IntegrationServer(HttpServer http, ExecutorService calls, CallExchange exchange) {
    this.http = http;
    this.calls = calls;
    this.exchange = exchange;
  }

  static IntegrationServer listening(
      InetSocketAddress address, NetlifyIntegration integration, IntegrationTimeouts timeouts) {
    HttpServer http = bound(address);
    ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    CallExchange exchange = new CallExchange(integration::answer, calls, timeouts.call());
    http.setExecutor(calls);
    http.createContext("/", exchange);
    IntegrationServer server = new IntegrationServer(http, calls, exchange);
    http.start();
    server.keepProgramAlive();
    return server;
  }

  /** The JDK's threads do so only if they were started by one that does. */
  private void keepProgramAlive() {
    Thread.ofPlatform()
        .name("integration-on-port-" + port())
        .daemon(false)
        .start(
            () -> {
              try {
                await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static HttpServer bound(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s can't be served on: %s. Is another program there? PORT or serve(port) choose another port."
              .formatted(address, e.getMessage()),
          e);
    }
  }

  static int port(Map<String, String> environment) {
    String port = environment.getOrDefault("PORT", Integer.toString(DEFAULT_PORT)).strip();
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalStateException("PORT must be a number from 0 to 65535");
    }
    return Integer.parseInt(port);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The port that is listened on. */
  public int port() {
    return http.getAddress().getPort();
  }

  /** Where it is served, as this machine sees it, such as {@code http://127.0.0.1:9000}. */
  public URI url() {
    InetAddress address = http.getAddress().getAddress();
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    try {
      return new URI("http", null, host, port(), null, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The address " + address + " makes no URL", e);
    }
  }

  /**
   * Blocks until the server is closed.
   *
   * @throws InterruptedException if the thread is interrupted first
   */
  public void await() throws InterruptedException {
    closed.await();
  }

  /**
   * Takes no more calls, lets those under way finish for up to ten seconds, and interrupts what is
   * left. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      // The JDK's server would wait for the whole time if nothing is under way.
      http.stop(exchange.isBusy() ? GRACE_SECONDS : 0);
      calls.shutdownNow();
      closed.countDown();
    }
  }
}

package dev.slipjoint.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Somebody's program that is told of events, over real HTTP, and keeps what it was told. */
final class WebhookReceiver implements AutoCloseable {

  /** What it was told. */
  record Message(
      String path, String id, String timestamp, String signatures, String mediaType, String body) {

    boolean isSignedWith(String secret, Instant now) {
      return MessageSignature.verify(
          List.of(new SigningSecret(secret)),
          id,
          timestamp,
          signatures,
          body,
          now,
          Duration.ofMinutes(5));
    }

    JsonObject json() {
      return JsonReader.readObject(body);
    }

    String type() {
      return json().string("type");
    }

    JsonObject data() {
      return (JsonObject) json().find("data").orElseThrow();
    }
  }

  /** What it does then. */
  sealed interface Reaction {
    Reaction OK = new Answer(204, Map.of());

    record Answer(int status, Map<String, String> headers) implements Reaction {}

    /** Says nothing until it is closed. */
    record Silence() implements Reaction {}

    /** Breaks the connection. */
    record Rupture() implements Reaction {}

    static Reaction of(int status) {
      return new Answer(status, Map.of());
    }
  }

  private final HttpServer http;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<Message, Reaction> reaction = message -> Reaction.OK;

  WebhookReceiver() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/" + path;
  }

  /** Reacts so from now on. */
  void reacts(Function<Message, Reaction> other) {
    reaction = other;
  }

  /** What came to a path, in order. */
  List<Message> at(String path) {
    return messages.stream().filter(it -> it.path().equals("/" + path)).toList();
  }

  List<Message> messages() {
    return messages;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Message message = message(exchange);
    messages.add(message);
    switch (reaction.apply(message)) {
      case Reaction.Answer(int status, Map<String, String> headers) -> {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, -1);
      }
      case Reaction.Silence silence -> awaitClosing();
      case Reaction.Rupture rupture -> {}
    }
    exchange.close();
  }

  private void awaitClosing() {
    try {
      closed.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Message message(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new Message(
        exchange.getRequestURI().getPath(),
        headers.getFirst(WireHeaders.WEBHOOK_ID),
        headers.getFirst(WireHeaders.WEBHOOK_TIMESTAMP),
        headers.getFirst(WireHeaders.WEBHOOK_SIGNATURE),
        headers.getFirst("content-type"),
        body);
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
  }
}

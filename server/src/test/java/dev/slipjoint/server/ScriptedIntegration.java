package dev.slipjoint.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.WireHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An integration's host that does what a test says, over real HTTP, and keeps what it was sent. */
final class ScriptedIntegration implements AutoCloseable {

  /** What it was sent. */
  record Call(String method, String uri, Map<String, String> headers, String body) {

    String handler() {
      return uri.replaceFirst("^/\\.netlify/functions/handler/", "").replaceFirst("\\?.*", "");
    }

    String token() {
      return headers.getOrDefault(WireHeaders.NETLIFY_TOKEN, "");
    }

    Optional<CallStatement> statement() {
      return Optional.ofNullable(headers.get(WireHeaders.STATEMENT))
          .map(CallStatement::ofHeaderText);
    }
  }

  /** What it answers. */
  record Script(int status, Map<String, String> headers, String body) {
    static Script of(int status, String body) {
      return new Script(status, Map.of("Content-Type", "application/json"), body);
    }

    Script with(String name, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, value);
      return new Script(status, more, body);
    }
  }

  private final HttpServer http;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Script> script = call -> Script.of(200, "{}");

  ScriptedIntegration() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Answers so from now on. */
  void answers(Function<Call, Script> other) {
    script = other;
  }

  void answers(int status, String body) {
    answers(call -> Script.of(status, body));
  }

  /** What it was sent, in order. */
  List<Call> calls() {
    return calls;
  }

  Call lastCall() {
    return calls.getLast();
  }

  void forget() {
    calls.clear();
    answers(200, "{}");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Call call =
          new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
      calls.add(call);
      Script answer = script.apply(call);
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

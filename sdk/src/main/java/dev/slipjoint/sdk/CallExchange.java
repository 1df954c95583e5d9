package dev.slipjoint.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Between the JDK's HTTP server and the runtime: one exchange, one event, one answer. */
final class CallExchange implements HttpHandler {
  static final int BODY_LIMIT = 1024 * 1024;

  private static final System.Logger LOG = System.getLogger("dev.slipjoint.sdk");

  private final BiFunction<HandlerEvent, CallLine, HandlerResponse> integration;
  private final ExecutorService calls;
  private final Duration deadline;
  private final AtomicInteger underWay = new AtomicInteger();

  CallExchange(
      BiFunction<HandlerEvent, CallLine, HandlerResponse> integration,
      ExecutorService calls,
      Duration deadline) {
    this.integration = integration;
    this.calls = calls;
    this.deadline = deadline;
  }

  boolean isBusy() {
    return underWay.get() > 0;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    underWay.incrementAndGet();
    try (exchange) {
      CallLine line = new CallLine();
      HandlerResponse answer = answerInTime(exchange, line);
      line.write(answer.status());
      send(exchange, answer);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A caller went away before its answer was sent", e);
      throw e;
    } finally {
      underWay.decrementAndGet();
    }
  }

  private HandlerResponse answerInTime(HttpExchange exchange, CallLine line) throws IOException {
    Future<HandlerResponse> answer = calls.submit(() -> answer(exchange, line));
    try {
      return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.log(Level.ERROR, "Handler {0} gave no answer within {1}", line.handler(), deadline);
      return refusal(504, "The handler gave no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refusal(503, "The integration is being stopped");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      LOG.log(Level.ERROR, "Handler " + line.handler() + " failed", e.getCause());
      return Cors.on(HandlerResponse.text("An unhandled error occurred").withStatus(500));
    } finally {
      answer.cancel(true);
    }
  }

  private HandlerResponse answer(HttpExchange exchange, CallLine line) throws IOException {
    HandlerEvent.Builder event = event(exchange);
    Optional<byte[]> body = body(exchange);
    if (body.isPresent() && body.get().length > BODY_LIMIT) {
      HandlerPath.of(event.build().path()).ifPresent(path -> line.handler(path.name()));
      return refusal(413, "The body is longer than " + BODY_LIMIT + " bytes");
    }
    body.ifPresent(event::body);
    return integration.apply(event.build(), line);
  }

  private static HandlerEvent.Builder event(HttpExchange exchange) {
    HandlerEvent.Builder event =
        HandlerEvent.builder(exchange.getRequestMethod(), exchange.getRequestURI().toString());
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> event.header(name, value)));
    return event;
  }

  /** The body, or as much of it as shows that it is too long. */
  private static Optional<byte[]> body(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    if (!headers.containsKey("Content-Length") && !headers.containsKey("Transfer-Encoding")) {
      return Optional.empty();
    }
    InputStream in = exchange.getRequestBody();
    return Optional.of(in.readNBytes(BODY_LIMIT + 1));
  }

  private static HandlerResponse refusal(int status, String sentence) {
    return Cors.on(new CallRefused(status, sentence).response());
  }

  private static void send(HttpExchange exchange, HandlerResponse answer) throws IOException {
    answer
        .headers()
        .forEach(
            (name, values) ->
                values.forEach(value -> exchange.getResponseHeaders().add(name, value)));
    byte[] body = answer.bodyBytes();
    boolean bodiless =
        exchange.getRequestMethod().equals("HEAD")
            || answer.status() == 204
            || answer.status() == 304;
    exchange.sendResponseHeaders(answer.status(), bodiless || body.length == 0 ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }
}

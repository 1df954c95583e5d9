package dev.slipjoint.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipjoint.protocol.CallerAnswer;
import dev.slipjoint.protocol.EnableRequest;
import dev.slipjoint.protocol.ErrorBody;
import dev.slipjoint.protocol.IntegrationAnswer;
import dev.slipjoint.protocol.TokenAnswer;
import dev.slipjoint.protocol.UpdateRequest;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A platform in memory behind a real socket: the v1 enablement routes and {@code /caller}. Ada may
 * do anything on {@code site-www} and {@code team-acme}; nobody may do anything elsewhere. It can
 * be told to fail.
 */
final class FakePlatform implements AutoCloseable {
  static final String SLUG = "cool-integration";
  static final String ADA = "ada-token";

  private static final Set<String> TARGETS = Set.of("/site/site-www", "/team/team-acme");
  private static final Pattern ROUTE =
      Pattern.compile("(/(?:site|team)/[A-Za-z0-9_-]+)/integrations/([a-z0-9-]+)");

  /** What goes wrong with a request. */
  sealed interface Fault {
    /** Another answer than the platform's, which does nothing. */
    record Answers(int status, Map<String, String> headers, String body) implements Fault {}

    /** The request is carried out, its answer is lost. */
    record LosesTheAnswer() implements Fault {}

    /** The request is carried out, then a gateway says something else. */
    record DoesAndAnswers(int status) implements Fault {}

    /** No answer before the platform is closed. */
    record NeverAnswers() implements Fault {}
  }

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, IntegrationAnswer> installations = new HashMap<>();
  private final Queue<Fault> faults = new ArrayDeque<>();
  private final Set<String> routesThatAreMissing = new HashSet<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  FakePlatform() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  IntegrationSettings settings() {
    return IntegrationSettings.of(SLUG).withPlatform(url());
  }

  NetlifyIntegration integration() {
    return new NetlifyIntegration(settings());
  }

  NetlifyIntegrationClient client() {
    return new NetlifyIntegrationClient(url(), SLUG, ADA);
  }

  /** What stands behind {@code /site/site-www} or {@code /team/team-acme}. */
  synchronized Optional<IntegrationAnswer> on(String target) {
    return Optional.ofNullable(installations.get(target));
  }

  synchronized FakePlatform enabledOn(String target, String context) {
    installations.put(
        target, new IntegrationAnswer(JsonReader.readObject(context), false, Optional.of(false)));
    return this;
  }

  /** The next requests fail in that way, one each. */
  synchronized FakePlatform next(Fault... inTurn) {
    faults.addAll(List.of(inTurn));
    return this;
  }

  FakePlatform nextAnswers(int status) {
    return next(new Fault.Answers(status, Map.of(), ""));
  }

  FakePlatform nextAnswers(int status, String body) {
    return next(new Fault.Answers(status, Map.of(), body));
  }

  /** Behaves like a server that has no such route. */
  synchronized FakePlatform without(String path) {
    routesThatAreMissing.add(path);
    return this;
  }

  /** Method and path with query of all requests so far. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** Their bodies, empty where there was none. */
  synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (nextFault(exchange, body)) {
        case Fault.Answers fault -> {
          fault.headers().forEach(exchange.getResponseHeaders()::set);
          send(exchange, fault.status(), fault.body());
        }
        case Fault.LosesTheAnswer fault -> answer(exchange, body);
        case Fault.DoesAndAnswers fault -> {
          answer(exchange, body);
          send(exchange, fault.status(), "");
        }
        case Fault.NeverAnswers fault -> closing.await();
        case null -> {
          Answer answer = answer(exchange, body);
          send(exchange, answer.status(), answer.body());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Fault nextFault(HttpExchange exchange, String body) {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    tokens.add(exchange.getRequestHeaders().getFirst("netlify-token"));
    bodies.add(body);
    return faults.poll();
  }

  private record Answer(int status, String body) {
    static Answer of(int status, JsonObject body) {
      return new Answer(status, body.toString());
    }

    static Answer refusal(int status, String code) {
      return of(status, new ErrorBody(code, "No: " + code, status, "request-1", Map.of()).toJson());
    }
  }

  private synchronized Answer answer(HttpExchange exchange, String body) {
    URI uri = exchange.getRequestURI();
    if (routesThatAreMissing.contains(uri.getPath())) {
      return new Answer(404, "{\"message\":\"Not Found\"}");
    }
    if (!ADA.equals(exchange.getRequestHeaders().getFirst("netlify-token"))) {
      return Answer.refusal(401, "unauthorized");
    }
    if (uri.getPath().equals("/caller")) {
      return caller(uri.getQuery());
    }
    Matcher route = ROUTE.matcher(uri.getPath());
    if (!route.matches() || !TARGETS.contains(route.group(1))) {
      return Answer.refusal(404, "not_found");
    }
    return onTarget(exchange.getRequestMethod(), route.group(1), route.group(2), body);
  }

  private static Answer caller(String query) {
    boolean visible =
        List.of(query.split("&", -1)).stream()
            .map(pair -> pair.replace("slug=" + SLUG, "").replace("Id=", "/"))
            .allMatch(target -> target.isEmpty() || TARGETS.contains("/" + target));
    return visible
        ? Answer.of(200, new CallerAnswer("user", "ada", Optional.of("owner")).toJson())
        : Answer.refusal(404, "not_found");
  }

  private Answer onTarget(String method, String target, String slug, String body) {
    IntegrationAnswer was = installations.get(target);
    if (method.equals("POST")) {
      if (!slug.equals(SLUG)) {
        return Answer.refusal(401, "invalid_integration_slug");
      }
      return was != null ? Answer.refusal(409, "already_enabled") : enable(target, body);
    }
    if (was == null) {
      return Answer.refusal(404, "not_enabled");
    }
    return switch (method) {
      case "GET" -> Answer.of(200, was.toMirroredJson());
      case "PUT" -> update(target, was, UpdateRequest.ofTeam(JsonReader.readObject(body)));
      case "DELETE" -> {
        installations.remove(target);
        yield new Answer(204, "");
      }
      default -> Answer.refusal(405, "method_not_allowed");
    };
  }

  private Answer enable(String target, String body) {
    JsonObject context = EnableRequest.from(JsonReader.readObject(body)).config();
    installations.put(target, new IntegrationAnswer(context, false, Optional.of(false)));
    return Answer.of(201, new TokenAnswer("slipi_of" + target.replace('/', '_')).toJson());
  }

  private Answer update(String target, IntegrationAnswer was, UpdateRequest update) {
    installations.put(
        target,
        new IntegrationAnswer(
            update.config().orElse(was.config()),
            update.hasBuildHookEnabled().orElse(was.hasBuildHookEnabled()),
            update.hasConnectorsEnabled().or(was::hasConnectorsEnabled)));
    return new Answer(204, "");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Request-Id", "request-1");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Nothing listens at its address any more. */
  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}

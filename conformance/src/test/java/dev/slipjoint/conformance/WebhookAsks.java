package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.STRANGER;
import static dev.slipjoint.conformance.RunningPlatform.UNKNOWN;
import static dev.slipjoint.conformance.RunningPlatform.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Every documented answer of the webhooks of one owner, and how to get it. */
final class WebhookAsks {

  /** Nobody listens there. */
  private static final String HOOK = "{\"url\":\"http://127.0.0.1:9/\"}";

  private static final String SINCE = "{\"since\":\"2026-01-01T00:00:00Z\"}";

  private final List<Ask> asks = new ArrayList<>();
  private final String owner;
  private final String all;
  private final RunningPlatform platform;
  private final OpenApi openApi;

  private WebhookAsks(String owner, String all, RunningPlatform platform, OpenApi openApi) {
    this.owner = owner;
    this.all = all;
    this.platform = platform;
    this.openApi = openApi;
  }

  static List<Ask> of(String owner, String all, RunningPlatform platform, OpenApi openApi) {
    WebhookAsks asks = new WebhookAsks(owner, all, platform, openApi);
    asks.looking();
    asks.changing();
    asks.telling();
    return asks.asks;
  }

  private void looking() {
    String list = "list" + owner + "Webhooks";
    add(list, 200, "none", () -> ask("GET", none(), OWNER, ""));
    add(
        list,
        200,
        "some",
        () -> {
          made();
          return ask("GET", all, VIEWER, "");
        });
    strangers(list, "GET", "");
    add("get" + owner + "Webhook", 200, "", () -> ask("GET", made(), VIEWER, ""));
    strangers("get" + owner + "Webhook", "GET", "/hook");

    String deliveries = "list" + owner + "WebhookDeliveries";
    add(deliveries, 200, "", () -> ask("GET", tested() + "/deliveries", VIEWER, ""));
    add(
        deliveries,
        200,
        "with another page",
        () -> {
          String path = tested();
          ask("POST", path + "/test", OWNER, "");
          return ask("GET", path + "/deliveries?limit=1", OWNER, "");
        });
    add(deliveries, 400, "", () -> ask("GET", made() + "/deliveries?after=x", OWNER, ""));
    strangers(deliveries, "GET", "/hook/deliveries");
  }

  private void changing() {
    String create = "create" + owner + "Webhook";
    String change = "change" + owner + "Webhook";
    add(create, 201, "", () -> sent(create, "POST", none(), HOOK));
    add(change, 200, "", () -> sent(change, "PUT", made(), HOOK));
    strangers(create, "POST", "");
    strangers(change, "PUT", "/hook");
    bodies(create, "POST", "");
    bodies(change, "PUT", "/hook");
    add(create, 409, "", this::onceTooOften);
    add("remove" + owner + "Webhook", 204, "", () -> ask("DELETE", made(), OWNER, ""));
    strangers("remove" + owner + "Webhook", "DELETE", "/hook");
    add(
        "rotate" + owner + "WebhookSecret",
        200,
        "",
        () -> ask("POST", made() + "/rotate-secret", OWNER, ""));
    strangers("rotate" + owner + "WebhookSecret", "POST", "/hook/rotate-secret");
    add("resume" + owner + "Webhook", 200, "", () -> ask("POST", made() + "/resume", OWNER, ""));
    strangers("resume" + owner + "Webhook", "POST", "/hook/resume");
  }

  private void bodies(String operation, String method, String path) {
    add(operation, 400, "", () -> ask(method, one(path), OWNER, "{}"));
    String large = "{\"url\":\"http://127.0.0.1:9/\",\"description\":\"" + "x".repeat(501) + "\"}";
    add(operation, 413, "", () -> ask(method, one(path), OWNER, large));
    add(operation, 415, "", () -> gzip(method, one(path)));
    add(
        operation,
        422,
        "",
        () -> ask(method, one(path), OWNER, "{\"url\":\"http://169.254.169.254/\"}"));
  }

  private void telling() {
    String test = "test" + owner + "Webhook";
    String one = "redeliver" + owner + "WebhookDelivery";
    String range = "redeliver" + owner + "WebhookDeliveries";
    add(test, 202, "", () -> ask("POST", made() + "/test", OWNER, ""));
    strangers(test, "POST", "/hook/test");
    add(test, 409, "gone", () -> ask("POST", gone() + "/test", OWNER, ""));

    add(one, 202, "", () -> ask("POST", redelivered(tested()), OWNER, ""));
    strangers(one, "POST", "/hook/deliveries/dlv/redeliver");
    add(one, 409, "gone", () -> ask("POST", redelivered(gone()), OWNER, ""));

    add(range, 202, "", () -> sent(range, "POST", tested() + "/redeliver", SINCE));
    add(range, 400, "", () -> ask("POST", made() + "/redeliver", OWNER, "{}"));
    strangers(range, "POST", "/hook/redeliver");
    add(range, 409, "gone", () -> ask("POST", gone() + "/redeliver", OWNER, SINCE));
    String large = "{\"since\":\"" + "x".repeat(1 << 20) + "\"}";
    add(range, 413, "", () -> ask("POST", made() + "/redeliver", OWNER, large));
    add(range, 415, "", () -> gzip("POST", made() + "/redeliver"));
  }

  /** Who isn't known, who is no user, and who isn't in the team. */
  private void strangers(String operation, String method, String path) {
    String body = path.endsWith("/redeliver") && !path.contains("dlv") ? SINCE : HOOK;
    add(operation, 401, "", () -> ask(method, all + path, UNKNOWN, ""));
    add(operation, 403, "", () -> ask(method, one(path), installation(), body));
    add(operation, 404, "", () -> ask(method, one(path), STRANGER, body));
  }

  /** The path, with a webhook that is there. */
  private String one(String path) {
    return path.startsWith("/hook") ? made() + path.substring("/hook".length()) : none();
  }

  private String none() {
    ask("GET", all, OWNER, "")
        .jsonArray()
        .forEach(it -> ask("DELETE", all + "/" + it.string("id"), OWNER, ""));
    return all;
  }

  private String made() {
    return made(HOOK);
  }

  private String made(String body) {
    none();
    return ask("POST", all, OWNER, body).header("Location");
  }

  private String tested() {
    String path = made();
    assertThat(ask("POST", path + "/test", OWNER, "").status()).isEqualTo(202);
    return path;
  }

  private String redelivered(String path) {
    String id = ask("GET", path + "/deliveries", OWNER, "").jsonArray().getFirst().string("id");
    return path + "/deliveries/" + id + "/redeliver";
  }

  /** One that answered that it is gone. */
  private String gone() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer receiver = HttpServer.create(address, 0);
      receiver.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
          });
      receiver.start();
      try {
        String path =
            made("{\"url\":\"http://127.0.0.1:" + receiver.getAddress().getPort() + "\"}");
        ask("POST", path + "/test", OWNER, "");
        Eventually.become(() -> ask("GET", path, OWNER, "").json().string("state"), "gone"::equals);
        return path;
      } finally {
        receiver.stop(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer onceTooOften() {
    none();
    for (int i = 0; i < 20; i++) {
      assertThat(ask("POST", all, OWNER, HOOK).status()).isEqualTo(201);
    }
    return ask("POST", all, OWNER, HOOK);
  }

  private String installation() {
    ask("DELETE", RunningPlatform.ON_TEAM, OWNER, "");
    return ask("POST", RunningPlatform.ON_TEAM, OWNER, "").json().string("token");
  }

  private Answer gzip(String method, String path) {
    Map<String, String> headers = Map.of("netlify-token", OWNER, "Content-Encoding", "gzip");
    return Http.call(method, platform.url() + path, headers, HOOK);
  }

  /** Asks with a body that is as documented, too. */
  private Answer sent(String operation, String method, String path, String json) {
    assertThat(
            openApi.mistakes(
                openApi.requestSchema(openApi.operation(operation)).orElseThrow(), json))
        .isEmpty();
    return ask(method, path, OWNER, json);
  }

  private Answer ask(String method, String path, String token, String json) {
    return platform.ask(method, path, token, json);
  }

  private void add(String operation, int status, String when, Supplier<Answer> asking) {
    asks.add(new Ask(operation, status, when, asking));
  }
}

package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.ON_SITE;
import static dev.slipjoint.conformance.RunningPlatform.ON_TEAM;
import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.SITE;
import static dev.slipjoint.conformance.RunningPlatform.SLUG;
import static dev.slipjoint.conformance.RunningPlatform.STRANGER;
import static dev.slipjoint.conformance.RunningPlatform.TEAM;
import static dev.slipjoint.conformance.RunningPlatform.UNKNOWN;
import static dev.slipjoint.conformance.RunningPlatform.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.conformance.OpenApi.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What openapi.yaml says is what the server does: every route, and every answer. */
class OpenApiTest {
  @TempDir private static Path folder;

  private static RunningPlatform platform;
  private static ScriptedHost host;
  private static OpenApi openApi;

  @BeforeAll
  static void aPlatformRuns() throws IOException {
    openApi = OpenApi.read();
    host = new ScriptedHost();
    platform = RunningPlatform.in(Files.createDirectory(folder.resolve("one")), host.url());
  }

  @AfterAll
  static void itStops() {
    platform.close();
    host.close();
  }

  @Test
  void theRoutesOfTheServerAreTheOperationsOfTheSpecification() {
    Set<String> routes =
        platform.routes().stream()
            .map(it -> it.method().text() + " " + it.path())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(openApi.operations().stream().map(Operation::toString))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void everyOperationHasANameOfItsOwnAndASummary() {
    List<Operation> operations = openApi.operations();

    assertThat(operations).extracting(Operation::id).doesNotHaveDuplicates().doesNotContain("");
    assertThat(operations)
        .allMatch(it -> !it.node().path("summary").asString("").isBlank(), "has a summary");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<JsonNode> references =
        openApi.everything().filter(it -> !it.path("$ref").isMissingNode()).toList();

    assertThat(references).isNotEmpty();
    references.forEach(it -> assertThat(openApi.resolved(it).isMissingNode()).isFalse());
  }

  @Test
  void everyParameterOfAPathIsDescribed() {
    for (Operation operation : openApi.operations()) {
      Set<String> described =
          Stream.of(
                  operation.node().path("parameters"),
                  openApi.root().path("paths").path(operation.path()).path("parameters"))
              .flatMap(it -> it.values().stream())
              .map(openApi::resolved)
              .filter(it -> it.path("in").asString().equals("path"))
              .map(it -> it.path("name").asString())
              .collect(Collectors.toSet());

      Set<String> named =
          Stream.of(operation.path().split("/"))
              .filter(it -> it.startsWith("{"))
              .map(it -> it.substring(1, it.length() - 1))
              .collect(Collectors.toSet());
      assertThat(described).as(operation.toString()).isEqualTo(named);
    }
  }

  @Test
  void everyExampleFitsItsSchema() {
    List<JsonNode> shown =
        openApi
            .everything()
            .filter(it -> it.has("schema") && it.has("example") && !it.has("in"))
            .toList();

    assertThat(shown).isNotEmpty();
    for (JsonNode it : shown) {
      assertThat(openApi.mistakes(it.path("schema"), it.path("example").toString())).isEmpty();
    }
  }

  @Test
  void theServerGivesOutTheSameSpecification() {
    assertThat(OpenApi.of(Http.get(platform.url() + "/openapi.yaml").body()).root())
        .isEqualTo(openApi.root());
  }

  /** A documented answer that nobody asks for here is a claim that nobody has checked. */
  @Test
  void everyDocumentedAnswerIsAskedForHere() {
    Set<String> documented =
        openApi.operations().stream()
            .flatMap(it -> openApi.statuses(it).stream().map(status -> it.id() + " " + status))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> asked =
        asks().stream()
            .map(
                it ->
                    it.operation()
                        + " "
                        + openApi.documented(openApi.operation(it.operation()), it.status()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked).isEqualTo(documented);
  }

  @TestFactory
  Stream<DynamicTest> answersAreAsDocumented() {
    return asks().stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.operation() + " " + it.status() + " " + it.when(), () -> check(it)));
  }

  private static void check(Ask ask) {
    Answer answer = ask.asking().get();
    assertThat(answer.status()).as(answer.body()).isEqualTo(ask.status());
    JsonNode documented =
        openApi.response(openApi.operation(ask.operation()), ask.status()).orElseThrow();

    JsonNode content = documented.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).isEmpty();
    } else if (content.has("*/*")) {
      assertThat(answer.body()).isEqualTo(ScriptedHost.ANSWER);
    } else {
      assertThat(content.propertyNames()).contains(answer.mediaType());
      checkBody(content.path(answer.mediaType()).path("schema"), answer);
    }
    checkHeaders(ask, documented.path("headers"), answer);
  }

  private static void checkBody(JsonNode schema, Answer answer) {
    if (answer.mediaType().equals("application/json")) {
      // Netlify: the published clients parse an error only under exactly this media type.
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(openApi.mistakes(schema, answer.body())).as(answer.body()).isEmpty();
    } else {
      assertThat(answer.body()).isNotBlank();
    }
    if (answer.status() >= 400 && answer.body().contains("\"requestId\"")) {
      assertThat(answer.json().find("status").orElseThrow()).hasToString("" + answer.status());
      assertThat(answer.json().string("requestId")).isEqualTo(answer.header("X-Request-Id"));
    }
  }

  private static void checkHeaders(Ask ask, JsonNode headers, Answer answer) {
    for (String name : headers.propertyNames()) {
      // A list's last page has none.
      if (!name.equals("Link") || ask.when().contains("page")) {
        assertThat(answer.header(name)).as(name).isNotEmpty();
      }
    }
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void whatIsNoOperationIsRefusedWithTheSameBody() {
    JsonNode error = openApi.root().path("components").path("schemas").path("Error");
    Map<Answer, Integer> refusals =
        Map.of(
            platform.ask("GET", "/nothing/is/here", OWNER), 404,
            platform.ask("PATCH", "/caller", OWNER), 405,
            platform.ask("GET", "/site/%73ite-www/integrations/x", OWNER), 400,
            platform.ask("GET", "/site//integrations/x", OWNER), 400);

    refusals.forEach(
        (answer, status) -> {
          assertThat(answer.status()).isEqualTo(status);
          assertThat(openApi.mistakes(error, answer.body())).isEmpty();
        });
  }

  private static List<Ask> asks() {
    List<Ask> asks = new ArrayList<>();
    on("Site", "/site/" + SITE, ON_SITE, "team-only", asks);
    on("Team", "/team/" + TEAM, ON_TEAM, "site-only", asks);
    asks.addAll(WebhookAsks.of("Team", "/team/" + TEAM + "/webhooks", platform, openApi));
    asks.addAll(
        WebhookAsks.of("Integration", "/integrations/" + SLUG + "/webhooks", platform, openApi));
    asks.addAll(OperationAsks.all(platform, host));
    asks.addAll(HandlerAsks.all(platform, host));
    doctor("Site", ON_SITE, asks);
    doctor("Team", ON_TEAM, asks);
    callHealth(asks);
    callers(asks);
    operation(asks);
    return asks;
  }

  private static void on(
      String level, String target, String path, String ofAnotherLevel, List<Ask> asks) {
    Runnable nothing = () -> disableEverything(target);
    Runnable enabled =
        () -> {
          disableEverything(target);
          assertThat(ask("POST", path, OWNER, "{\"config\":{\"custom_field\":1.10}}").status())
              .isEqualTo(201);
        };
    String list = "list" + level + "Integrations";
    String get = "get" + level + "Integration";
    String enable = "enable" + level + "Integration";
    String update = "update" + level + "Integration";
    String disable = "disable" + level + "Integration";

    asks.add(asking(list, 200, "empty", nothing, "GET", target + "/integrations", OWNER));
    asks.add(asking(list, 200, "with one", enabled, "GET", target + "/integrations", VIEWER));
    asks.add(
        asking(
            list,
            200,
            "with another page",
            () -> {
              enabled.run();
              ask("POST", target + "/integrations/second-integration", OWNER, "");
            },
            "GET",
            target + "/integrations?limit=1",
            OWNER));
    for (String wrong : List.of("limit=0", "limit=1001", "limit=x", "after=A")) {
      asks.add(asking(list, 400, wrong, nothing, "GET", target + "/integrations?" + wrong, OWNER));
    }
    asks.add(asking(list, 401, "", nothing, "GET", target + "/integrations", UNKNOWN));
    asks.add(asking(list, 404, "", nothing, "GET", target + "/integrations", STRANGER));

    asks.add(asking(get, 200, "", enabled, "GET", path, VIEWER));
    asks.add(asking(get, 401, "", enabled, "GET", path, UNKNOWN));
    asks.add(asking(get, 404, "not enabled", nothing, "GET", path, OWNER));
    asks.add(asking(get, 404, "not for them", enabled, "GET", path, STRANGER));
    asks.add(asking(get, 404, "no slug", enabled, "GET", path + "~", OWNER));

    asks.add(sending(enable, 201, "", nothing, "POST", path, OWNER, "{\"config\":{\"a\":1}}"));
    asks.add(sending(enable, 201, "with {}", nothing, "POST", path, OWNER, "{}"));
    asks.add(asking(enable, 201, "without a body", nothing, "POST", path, OWNER));
    asks.add(asking(enable, 401, "", nothing, "POST", path, UNKNOWN));
    asks.add(asking(enable, 401, "no such slug", nothing, "POST", path + "-not", OWNER));
    asks.add(asking(enable, 409, "", enabled, "POST", path, OWNER));
    asks.add(
        asking(
            enable, 422, "", nothing, "POST", target + "/integrations/" + ofAnotherLevel, OWNER));

    asks.add(sending(update, 204, "", enabled, "PUT", path, OWNER, "{\"config\":{\"b\":2}}"));
    asks.add(
        sending(
            update,
            204,
            "a switch",
            enabled,
            "PUT",
            path,
            OWNER,
            "{\"" + aSwitch(level) + "\":true}"));
    asks.add(asking(update, 400, "without a body", enabled, "PUT", path, OWNER));
    asks.add(asking(update, 401, "", enabled, "PUT", path, UNKNOWN));
    asks.add(asking(update, 404, "not enabled", nothing, "PUT", path, OWNER, "{\"config\":{}}"));

    for (String operation : List.of(enable, update)) {
      boolean enabling = operation.equals(enable);
      String method = enabling ? "POST" : "PUT";
      Runnable before = enabling ? nothing : enabled;
      for (String broken : List.of("{", "[]", "{\"config\":[]}", "{\"config\":{\"a\":1e999}}")) {
        asks.add(asking(operation, 400, broken, before, method, path, OWNER, broken));
      }
      asks.add(asking(operation, 403, "", before, method, path, VIEWER, "{\"config\":{}}"));
      asks.add(asking(operation, 404, "", before, method, path, STRANGER, "{\"config\":{}}"));
      asks.add(
          asking(operation, 413, "a large context", before, method, path, OWNER, largeContext()));
      asks.add(
          new Ask(
              operation,
              415,
              "",
              () -> {
                before.run();
                Map<String, String> headers =
                    Map.of("netlify-token", OWNER, "Content-Encoding", "gzip");
                return Http.call(method, platform.url() + path, headers, "{\"config\":{}}");
              }));
    }

    asks.add(asking(disable, 204, "", enabled, "DELETE", path, OWNER));
    asks.add(asking(disable, 401, "", enabled, "DELETE", path, UNKNOWN));
    asks.add(asking(disable, 403, "", enabled, "DELETE", path, VIEWER));
    asks.add(asking(disable, 404, "not enabled", nothing, "DELETE", path, OWNER));
    asks.add(asking(disable, 404, "not for them", enabled, "DELETE", path, STRANGER));
  }

  private static void doctor(String level, String path, List<Ask> asks) {
    String examine = "examine" + level + "Integration";
    String list = "list" + level + "Problems";
    String report = "report" + level + "Problem";
    String dismiss = "dismiss" + level + "Problem";
    String problem = "{\"key\":\"no-quota\",\"message\":\"It is used up.\"}";

    asks.add(itself(examine, 403, "GET", path, "/doctor", ""));
    asks.add(itself(list, 200, "GET", path, "/problems", ""));
    asks.add(itself(report, 204, "POST", path, "/problems", problem));
    asks.add(itself(report, 400, "POST", path, "/problems", "{}"));
    String tooLong = problem.replace("used", "u".repeat(2048));
    asks.add(itself(report, 413, "POST", path, "/problems", tooLong));
    asks.add(
        new Ask(
            report,
            415,
            "",
            () ->
                Http.call(
                    "POST",
                    platform.url() + path + "/problems",
                    Map.of("netlify-token", OWNER, "Content-Encoding", "gzip"),
                    problem)));
    asks.add(
        new Ask(
            list,
            200,
            "with one",
            () -> {
              ask("POST", path + "/problems", tokenOf(path), problem);
              return ask("GET", path + "/problems", VIEWER, "");
            }));
    asks.add(
        new Ask(
            dismiss,
            204,
            "",
            () -> {
              ask("POST", path + "/problems", tokenOf(path), problem);
              return ask("DELETE", path + "/problems/no-quota", OWNER, "");
            }));
    Runnable enabled = () -> tokenOf(path);
    asks.add(asking(examine, 200, "", enabled, "GET", path + "/doctor", VIEWER));
    asks.add(asking(report, 403, "", enabled, "POST", path + "/problems", OWNER, problem));
    asks.add(asking(dismiss, 403, "", enabled, "DELETE", path + "/problems/no-quota", VIEWER));
    for (String token : List.of(UNKNOWN, STRANGER)) {
      int status = token.equals(UNKNOWN) ? 401 : 404;
      asks.add(asking(examine, status, "", enabled, "GET", path + "/doctor", token));
      asks.add(asking(list, status, "", enabled, "GET", path + "/problems", token));
      asks.add(asking(report, status, "", enabled, "POST", path + "/problems", token, problem));
      asks.add(asking(dismiss, status, "", enabled, "DELETE", path + "/problems/no-quota", token));
    }
  }

  private static Ask itself(
      String operation, int status, String method, String path, String more, String json) {
    return new Ask(
        operation,
        status,
        "by the installation",
        () -> ask(method, path + more, tokenOf(path), json));
  }

  /** Of an installation that is new. */
  private static String tokenOf(String path) {
    ask("DELETE", path, OWNER, "");
    return ask("POST", path, OWNER, "").json().string("token");
  }

  private static void callHealth(List<Ask> asks) {
    String path = "/integrations/" + SLUG + "/health";
    String reset = path + "/reset";
    Runnable nothing = () -> {};
    asks.add(asking("getCallHealth", 200, "", nothing, "GET", path, VIEWER));
    asks.add(asking("getCallHealth", 401, "", nothing, "GET", path, UNKNOWN));
    asks.add(asking("getCallHealth", 404, "", nothing, "GET", path, STRANGER));
    asks.add(
        new Ask(
            "getCallHealth",
            403,
            "by an installation",
            () -> ask("GET", path, tokenOf(ON_SITE), "")));
    asks.add(asking("resetCallHealth", 204, "", nothing, "POST", reset, OWNER));
    asks.add(asking("resetCallHealth", 401, "", nothing, "POST", reset, UNKNOWN));
    asks.add(asking("resetCallHealth", 403, "", nothing, "POST", reset, VIEWER));
    asks.add(asking("resetCallHealth", 404, "", nothing, "POST", reset, STRANGER));
  }

  private static void callers(List<Ask> asks) {
    Runnable nothing = () -> {};
    asks.add(asking("getCaller", 200, "alone", nothing, "GET", "/caller", OWNER));
    asks.add(
        asking(
            "getCaller",
            200,
            "somewhere",
            nothing,
            "GET",
            "/caller?slug=" + SLUG + "&siteId=" + SITE + "&teamId=" + TEAM,
            VIEWER));
    asks.add(
        new Ask(
            "getCaller",
            200,
            "of an installation",
            () -> {
              disableEverything("/site/" + SITE);
              String token = ask("POST", ON_SITE, OWNER, "").json().string("token");
              return ask("GET", "/caller?siteId=" + SITE, token, "");
            }));
    asks.add(asking("getCaller", 401, "", nothing, "GET", "/caller", UNKNOWN));
    asks.add(asking("getCaller", 404, "", nothing, "GET", "/caller?siteId=site-other", OWNER));
  }

  private static void operation(List<Ask> asks) {
    asks.add(without("getLive", 200, "/health/live"));
    asks.add(without("getReady", 200, "/health/ready"));
    asks.add(new Ask("getReady", 503, "while it stops", OpenApiTest::readyWhileStopping));
    asks.add(without("getDocs", 200, "/docs"));
    for (String asset : List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js")) {
      asks.add(without("getDocsAsset", 200, "/docs/" + asset));
    }
    asks.add(without("getDocsAsset", 404, "/docs/other.js"));
    asks.add(without("getSpecification", 200, "/openapi.yaml"));
  }

  private static Ask asking(
      String operation,
      int status,
      String when,
      Runnable before,
      String method,
      String path,
      String token) {
    return asking(operation, status, when, before, method, path, token, "");
  }

  private static Ask asking(
      String operation,
      int status,
      String when,
      Runnable before,
      String method,
      String path,
      String token,
      String json) {
    return new Ask(
        operation,
        status,
        when,
        () -> {
          before.run();
          return ask(method, path, token, json);
        });
  }

  /** One whose body is as documented, too. */
  private static Ask sending(
      String operation,
      int status,
      String when,
      Runnable before,
      String method,
      String path,
      String token,
      String json) {
    JsonNode schema = openApi.requestSchema(openApi.operation(operation)).orElseThrow();
    assertThat(openApi.mistakes(schema, json)).isEmpty();
    return asking(operation, status, when, before, method, path, token, json);
  }

  private static Ask without(String operation, int status, String path) {
    return new Ask(operation, status, path, () -> Http.get(platform.url() + path));
  }

  private static Answer ask(String method, String path, String token, String json) {
    return platform.ask(method, path, token, json);
  }

  private static String aSwitch(String level) {
    return level.equals("Site") ? "has_build_hook_enabled" : "has_connectors_enabled";
  }

  private static String largeContext() {
    String text = "x".repeat(200_000);
    return "{\"config\":{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\"}}".formatted(text, text, text);
  }

  private static void disableEverything(String target) {
    for (String slug : List.of(SLUG, "second-integration")) {
      ask("DELETE", target + "/integrations/" + slug, OWNER, "");
    }
  }

  private static Answer readyWhileStopping() {
    try {
      RunningPlatform stopping =
          RunningPlatform.in(Files.createTempDirectory(folder, "stopping"), "2s");
      Thread stop = Thread.ofPlatform().start(stopping::close);
      try {
        return Eventually.become(
            () -> Http.get(stopping.url() + "/health/ready"), it -> it.status() != 200);
      } finally {
        stop.join();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

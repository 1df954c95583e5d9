package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.SITE;
import static dev.slipjoint.conformance.RunningPlatform.SLUG;
import static dev.slipjoint.conformance.RunningPlatform.TEAM;
import static dev.slipjoint.conformance.RunningPlatform.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.conformance.OpenApi.Operation;
import dev.slipjoint.protocol.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the specification, asked by strangers with ids of somebody else: the matrix
 * makes itself from {@code openapi.yaml}, so a new route is in it, and one that needs no rights has
 * to be named here.
 */
class StrangersTest {
  /** What needs no id of anybody. */
  private static final Set<String> OPEN_TO_ALL =
      Set.of("getLive", "getReady", "getDocs", "getDocsAsset", "getSpecification", "getCaller");

  private static final String EVE = RunningPlatform.STRANGER;
  private static final String ADA = RunningPlatform.OWNER;
  private static final String CANARY = "canary-of-eve";
  private static final String CONTEXT = "{\"config\":{\"secret\":\"" + CANARY + "\"}}";

  /** A body that every route would take, were it not for who asks. */
  private static final String BODY =
      "{\"config\":{\"stolen\":1},\"has_build_hook_enabled\":true,\"force\":true,\"reason\":\"x\","
          + "\"url\":\"http://127.0.0.1:9/\",\"description\":\"stolen\",\"key\":\"stolen\","
          + "\"message\":\"stolen\",\"since\":\"2026-01-01T00:00:00Z\"}";

  @TempDir private static Path folder;
  private static RunningPlatform platform;
  private static OpenApi openApi;

  /** The id of each kind that is eve's, and one like it that is nobody's. */
  private static final Map<String, String> EVES = new HashMap<>();

  private static final Map<String, String> NOBODYS = new HashMap<>();

  /** What ada has herself. */
  private static final Map<String, String> ADAS = Map.of("siteId", SITE, "teamId", TEAM);

  private static final Map<String, String> STRANGERS = new LinkedHashMap<>();

  @BeforeAll
  static void eveHasOneOfEverything() throws Exception {
    openApi = OpenApi.read();
    platform = RunningPlatform.in(folder);
    both("siteId", "site-other", "site-nobody");
    both("teamId", "team-other", "team-nobody");
    both("slug", "private-of-others", "private-of-nobody");
    both("handler", "cool-function", "cool-nothing-");
    String site = "/site/site-other/integrations/";
    String onSite = site + "private-of-others";
    String token = token(eve("POST", onSite, CONTEXT));
    token(eve("POST", "/team/team-other/integrations/private-of-others", CONTEXT));
    Answer reported =
        platform.ask(
            "POST",
            onSite + "/problems",
            token,
            "{\"key\":\"" + CANARY + "\",\"message\":\"" + CANARY + "\"}");
    assertThat(reported.status()).as(reported.body()).isLessThan(300);
    both("key", CANARY, "nobody-of-eve");
    both("operationId", id(eve("POST", site + "second-integration/enable", "")));
    hooks();
    strangers();
  }

  private static void hooks() {
    String hook =
        "{\"url\":\"http://127.0.0.1:9/" + CANARY + "\",\"description\":\"" + CANARY + "\"}";
    for (String all :
        List.of("/team/team-other/webhooks", "/integrations/private-of-others/webhooks")) {
      String made = id(eve("POST", all, hook));
      eve("POST", all + "/" + made + "/test", "");
      String delivery =
          eve("GET", all + "/" + made + "/deliveries", "").jsonArray().getFirst().string("id");
      both(all.substring(1, 5) + "webhookId", made);
      both(all.substring(1, 5) + "deliveryId", delivery);
    }
  }

  private static void strangers() {
    STRANGERS.put("the owner of another team", ADA);
    STRANGERS.put("an installation on a site of another team", token(ada("/site/" + SITE)));
    STRANGERS.put("an installation on another team", token(ada("/team/" + TEAM)));
  }

  private static Answer ada(String target) {
    return platform.ask("POST", target + "/integrations/" + SLUG, ADA, "{}");
  }

  private static void both(String parameter, String eves) {
    char last = eves.charAt(eves.length() - 1);
    both(parameter, eves, eves.substring(0, eves.length() - 1) + (last == 'x' ? 'y' : 'x'));
  }

  private static void both(String parameter, String eves, String nobodys) {
    EVES.put(parameter, eves);
    NOBODYS.put(parameter, nobodys);
  }

  private static Answer eve(String method, String path, String body) {
    Answer answer = platform.ask(method, path, EVE, body);
    assertThat(answer.status()).as(path + ": " + answer.body()).isLessThan(300);
    return answer;
  }

  private static String id(Answer answer) {
    return answer.json().string("id");
  }

  private static String token(Answer answer) {
    return answer.json().string("token");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Stream<Operation> guarded() {
    return openApi.operations().stream().filter(it -> !OPEN_TO_ALL.contains(it.id()));
  }

  private static List<String> parameters(Operation operation) {
    return Stream.of(operation.path().split("/"))
        .filter(it -> it.startsWith("{"))
        .map(it -> it.substring(1, it.length() - 1))
        .toList();
  }

  /** The id for a parameter; webhooks of teams and of integrations have their own. */
  private static String sample(Operation operation, String parameter, Map<String, String> from) {
    String own = operation.path().substring(1, 5) + parameter;
    String found = from.getOrDefault(own, from.getOrDefault(parameter, ""));
    assertThat(found).as("There is no sample of {" + parameter + "} here: add one").isNotEmpty();
    return found;
  }

  private static String path(Operation operation, UnaryOperator<String> ids) {
    String path = operation.path();
    for (String parameter : parameters(operation)) {
      path = path.replace("{" + parameter + "}", ids.apply(parameter));
    }
    return path;
  }

  private static Answer asked(Operation operation, String path, String token) {
    boolean bodiless = Set.of("GET", "HEAD", "OPTIONS").contains(operation.method());
    return platform.ask(operation.method(), path, token, bodiless ? "" : BODY);
  }

  /** What an answer says, but for whose ids it is about and for its own id. */
  private static String said(Operation operation, Answer answer) {
    String said = answer.status() + " " + answer.body();
    for (String parameter : parameters(operation)) {
      said =
          said.replace(sample(operation, parameter, EVES), "ID")
              .replace(sample(operation, parameter, NOBODYS), "ID");
    }
    String requestId = answer.header("x-request-id");
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeIf(it -> Set.of("date", "content-length").contains(it));
    return (said + " " + headers).replace(requestId, "REQUEST");
  }

  @Test
  void everyOperationIsEitherGuardedOrOpenToAll() {
    Stream<String> bare =
        openApi.operations().stream().filter(it -> parameters(it).isEmpty()).map(Operation::id);

    assertThat(bare).isSubsetOf(OPEN_TO_ALL);
    assertThat(openApi.operations()).extracting(Operation::id).containsAll(OPEN_TO_ALL);
    assertThat(guarded()).hasSizeGreaterThan(50);
  }

  /** Else no refusal would mean anything. */
  @Test
  void eveHerselfReadsWhatIsHers() {
    guarded()
        .filter(it -> it.method().equals("GET") && !parameters(it).contains("handler"))
        .forEach(
            it -> {
              Answer read = asked(it, path(it, id -> sample(it, id, EVES)), EVE);
              assertThat(read.status()).as(it + " " + read.body()).isEqualTo(200);
            });
  }

  @TestFactory
  Stream<DynamicTest> whatIsEvesIsLikeWhatIsNobodys() {
    List<DynamicTest> all = new ArrayList<>();
    guarded()
        .forEach(
            it ->
                STRANGERS.forEach(
                    (who, token) ->
                        all.add(
                            DynamicTest.dynamicTest(
                                it + " by " + who, () -> isHidden(it, token)))));
    return all.stream();
  }

  private static void isHidden(Operation operation, String token) {
    String before = everythingOfEve();
    Answer hers = asked(operation, path(operation, it -> sample(operation, it, EVES)), token);
    Answer nobodys = asked(operation, path(operation, it -> sample(operation, it, NOBODYS)), token);

    assertThat(isRefusedBlindly(hers, 404)).as(hers.body()).isTrue();
    assertThat(said(operation, hers)).isEqualTo(said(operation, nobodys)).doesNotContain(CANARY);
    assertThat(everythingOfEve()).isEqualTo(before);
  }

  /** A token of the wrong type is told so before anybody looks at what it is about. */
  private static boolean isRefusedBlindly(Answer answer, Integer... statuses) {
    return List.of(statuses).contains(answer.status())
        || (answer.status() == 403 && answer.body().contains("\"wrong_token_type\""));
  }

  /** On a site or a team of one's own, with the inner ids of somebody else. */
  @TestFactory
  Stream<DynamicTest> onesOwnTargetLeadsToNothingOfEves() {
    return guarded()
        .filter(it -> ADAS.containsKey(parameters(it).getFirst()) && parameters(it).size() > 1)
        .map(it -> DynamicTest.dynamicTest(it.toString(), () -> leadsNowhere(it)));
  }

  private static void leadsNowhere(Operation operation) {
    String before = everythingOfEve();
    Answer hers = asked(operation, path(operation, it -> mixed(operation, it, EVES)), ADA);
    Answer nobodys = asked(operation, path(operation, it -> mixed(operation, it, NOBODYS)), ADA);

    assertThat(isRefusedBlindly(hers, 401, 404)).as(hers.body()).isTrue();
    assertThat(said(operation, hers)).isEqualTo(said(operation, nobodys)).doesNotContain(CANARY);
    assertThat(everythingOfEve()).isEqualTo(before);
  }

  private static String mixed(Operation operation, String parameter, Map<String, String> inner) {
    return ADAS.containsKey(parameter)
        ? ADAS.getOrDefault(parameter, "")
        : sample(operation, parameter, inner);
  }

  @TestFactory
  Stream<DynamicTest> nobodyIsToldAnything() {
    return guarded()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.toString(),
                    () -> {
                      Answer refused = asked(it, path(it, id -> sample(it, id, EVES)), UNKNOWN);
                      assertThat(refused.status()).as(refused.body()).isEqualTo(401);
                      assertThat(refused.body()).doesNotContain(CANARY);
                    }));
  }

  /** What could have been changed by somebody. */
  private static String everythingOfEve() {
    StringBuilder all = new StringBuilder();
    for (String path :
        List.of(
            "/site/site-other/integrations",
            "/site/site-other/integrations/private-of-others",
            "/site/site-other/integrations/private-of-others/problems",
            "/team/team-other/integrations",
            "/team/team-other/integrations/private-of-others")) {
      all.append(eve("GET", path, "").body()).append('\n');
    }
    for (String path :
        List.of("/team/team-other/webhooks", "/integrations/private-of-others/webhooks")) {
      for (JsonObject hook : eve("GET", path, "").jsonArray()) {
        all.append(hook.string("id")).append(hook.string("url")).append('\n');
      }
    }
    return all.toString();
  }
}

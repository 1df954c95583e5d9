package dev.slipjoint.sdk;

import static dev.slipjoint.sdk.Calls.anonymous;
import static dev.slipjoint.sdk.Calls.get;
import static dev.slipjoint.sdk.Calls.handle;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerCheckTest {
  @AutoClose final FakePlatform platform = new FakePlatform();
  @AutoClose final RecordingLog log = RecordingLog.of("dev.slipjoint.sdk");
  final NetlifyIntegration integration = platform.integration();
  final List<HandlerContext> seen = new ArrayList<>();

  @BeforeEach
  void addAHandler() {
    integration.addApiHandler(
        "cool-function",
        (event, context) -> {
          seen.add(context);
          return HandlerResponse.ok();
        });
  }

  @Test
  void thePlatformIsAskedAboutEverythingThatTheCallNames() {
    integration.handle(get("/api/cool-function?siteId=site-www&teamId=team-acme"));
    integration.handle(get("/api/cool-function"));

    assertThat(platform.requests())
        .containsExactly(
            "GET /caller?slug=cool-integration&siteId=site-www&teamId=team-acme",
            "GET /caller?slug=cool-integration");
    assertThat(seen).hasSize(2);
  }

  @Test
  void theHandlerLearnsWhoCalls() {
    integration.handle(get("/api/cool-function?siteId=site-www"));

    assertThat(seen.getFirst().caller())
        .hasValueSatisfying(
            caller -> {
              assertThat(caller.user()).isEqualTo("ada");
              assertThat(caller.role()).contains(HandlerCaller.Role.OWNER);
              assertThat(caller.isInstallation()).isFalse();
              assertThat(caller)
                  .hasToString("HandlerCaller[user=ada, isInstallation=false, role=OWNER]");
            });
  }

  @ParameterizedTest
  @CsvSource({"owner, OWNER", "developer, DEVELOPER", "viewer, VIEWER", "auditor, VIEWER"})
  void aRoleThatThisVersionDoesNotKnowCountsAsTheLeast(String name, HandlerCaller.Role role) {
    platform.nextAnswers(200, "{\"kind\":\"user\",\"user\":\"bob\",\"role\":\"" + name + "\"}");

    integration.handle(get("/api/cool-function?siteId=site-www"));

    assertThat(seen.getFirst().caller().flatMap(HandlerCaller::role)).contains(role);
  }

  @Test
  void theHandlerLearnsThatAnInstallationCalls() {
    platform.nextAnswers(200, "{\"kind\":\"installation\",\"user\":\"ada\"}");

    integration.handle(get("/api/cool-function"));

    assertThat(seen.getFirst().caller())
        .hasValueSatisfying(
            caller -> {
              assertThat(caller.isInstallation()).isTrue();
              assertThat(caller.role()).isEmpty();
            });
  }

  @Test
  void whatThePlatformDoesNotKnowIsToldOnceWithTheSlugAndTheAddress() {
    integration.handle(get("/api/cool-function?siteId=site-of-others"));
    integration.handle(get("/api/cool-function?siteId=site-of-others"));

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("cool-integration", platform.url().toString())
        .doesNotContain(FakePlatform.ADA);
  }

  @Test
  void aTokenThatThePlatformRejectsNeverReachesTheHandler() {
    var call = anonymous("GET", "/api/cool-function").header("netlify-token", "stolen");

    HandlerResponse answer = handle(integration, call);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("{\"error\":\"Unauthorized\"}");
    assertThat(seen).isEmpty();
  }

  @Test
  void aSiteThatTheCallerMayNotSeeNeverReachesTheHandler() {
    HandlerResponse answer = integration.handle(get("/api/cool-function?siteId=site-of-others"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .contains("{\"error\":\"There is no such site, team or integration for this caller\"}");
    assertThat(answer.headers()).containsEntry("content-type", List.of("application/json"));
    assertThat(seen).isEmpty();
  }

  @Test
  void aServerWithoutThatRouteIsTrustedAsUpstreamAndThatIsSaidOnce() {
    platform.without("/caller");

    assertThat(integration.handle(get("/api/cool-function?siteId=any")).status()).isEqualTo(200);
    assertThat(integration.handle(get("/api/cool-function?siteId=any")).status()).isEqualTo(200);

    assertThat(seen).allSatisfy(context -> assertThat(context.caller()).isEmpty());
    assertThat(log.lines()).singleElement().asString().contains(platform.url().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {405, 501})
  void aServerThatDoesNotKnowWhatIsAskedHasNoSuchRoute(int status) {
    platform.nextAnswers(status, "{}");

    assertThat(integration.handle(get("/api/cool-function")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void aPageThatIsNoJsonDoesNotMeanThatThereIsNoSuchRoute(int status) {
    platform.nextAnswers(status, "<html>Not Found</html>");

    assertThat(integration.handle(get("/api/cool-function")).status()).isEqualTo(502);
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ada-token, site-www, 200",
    "ada-token, site-of-others, 404",
    "stolen, site-www, 401",
  })
  void aPlatformThatHasEverSaidWhoCallsCannotLoseTheRoute(String token, String site, int status) {
    var call = anonymous("GET", "/api/cool-function?siteId=" + site).header("netlify-token", token);
    assertThat(handle(integration, call).status()).isEqualTo(status);
    seen.clear();
    platform.without("/caller");

    assertThat(integration.handle(get("/api/cool-function?siteId=any")).status()).isEqualTo(502);
    assertThat(seen).isEmpty();
  }

  @Test
  void aServerThatAsksForATokenBeforeItLooksForTheRouteStillHasNone() {
    platform.nextAnswers(401, "{\"error\":\"unauthorized\"}").nextAnswers(404, "{}");

    assertThat(integration.handle(get("/api/cool-function")).status()).isEqualTo(401);
    assertThat(integration.handle(get("/api/cool-function")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 418, 500})
  void anythingElseIsNoPermission(int status) {
    platform.nextAnswers(status, "{}");

    assertThat(integration.handle(get("/api/cool-function")).status()).isEqualTo(502);
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"kind\":\"user\"}", "<html>"})
  void anAnswerThatMakesNoSenseIsNoPermission(String body) {
    platform.nextAnswers(200, body);

    assertThat(integration.handle(get("/api/cool-function")).status()).isEqualTo(502);
    assertThat(seen).isEmpty();
  }

  @Test
  void aPlatformThatIsNotThereIsNamedInTheLogAndNotInTheAnswer() {
    platform.close();

    HandlerResponse answer = integration.handle(get("/api/cool-function"));

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).get().asString().doesNotContain("127.0.0.1");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains(platform.url().toString())
        .doesNotContain(FakePlatform.ADA);
    assertThat(seen).isEmpty();
  }
}

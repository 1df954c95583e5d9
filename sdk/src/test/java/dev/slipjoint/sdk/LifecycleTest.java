package dev.slipjoint.sdk;

import static dev.slipjoint.sdk.Calls.anonymous;
import static dev.slipjoint.sdk.Calls.get;
import static dev.slipjoint.sdk.Calls.handle;
import static dev.slipjoint.sdk.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.IntegrationAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {
  static final String SITE = "/site/site-www";
  static final String TEAM = "/team/team-acme";
  static final String BOTH = "\"siteId\":\"site-www\",\"teamId\":\"team-acme\"";

  @AutoClose final FakePlatform platform = new FakePlatform();
  @AutoClose final RecordingLog log = RecordingLog.of("dev.slipjoint.sdk");
  final NetlifyIntegration integration = platform.integration();
  final List<String> ran = new ArrayList<>();

  @Nested
  class OnEnable {
    HandlerResponse enable(String body) {
      return integration.handle(post("/.netlify/functions/handler/on-enable", body));
    }

    @Test
    void enablesTheSiteOfTheBody() {
      HandlerResponse answer = enable("{\"siteId\":\"site-www\"}");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("{\"message\":\"Integration enabled\"}");
      assertThat(platform.on(SITE)).isPresent();
    }

    @Test
    void enablesTheTeamOfTheBody() {
      assertThat(enable("{\"teamId\":\"team-acme\"}").status()).isEqualTo(200);

      assertThat(platform.on(TEAM)).isPresent();
    }

    @Test
    void leavesTheTeamAloneWhereTheBodyNamesASite() {
      assertThat(enable("{" + BOTH + "}").status()).isEqualTo(200);

      assertThat(platform.on(SITE)).isPresent();
      assertThat(platform.on(TEAM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "\"false\"", "[]", "{}"})
    void enablesTheTeamTooWhereItIsForcedWithAnythingLikeTrue(String force) {
      assertThat(enable("{" + BOTH + ",\"forceEnableTeam\":" + force + "}").status())
          .isEqualTo(200);

      assertThat(platform.on(TEAM)).isPresent();
      assertThat(platform.requests())
          .as("with the call's own token, the site first")
          .containsExactly(
              "POST /site/site-www/integrations/cool-integration",
              "POST /team/team-acme/integrations/cool-integration");
      assertThat(platform.tokens()).containsOnly(FakePlatform.ADA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "\"\"", "null", "-0.0"})
    void isNotForcedByAnythingLikeFalse(String force) {
      enable("{" + BOTH + ",\"forceEnableTeam\":" + force + "}");

      assertThat(platform.on(TEAM)).isEmpty();
    }

    @Test
    void ignoresIdsInTheQuery() {
      HandlerResponse answer =
          integration.handle(post("/api/on-enable?siteId=site-www", "{\"other\":1}"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(platform.on(SITE)).isEmpty();
    }

    @Test
    void withoutABodyIsBad() {
      HandlerResponse answer = integration.handle(post("/api/on-enable"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("{\"message\":\"Missing body\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "{\"siteId\":null}", "{\"siteId\":\"\"}"})
    void withoutAnIdInTheBodyIsBad(String body) {
      HandlerResponse answer = enable(body);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).get().asString().contains("Missing required data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "siteId=site-www", "{\"siteId\":1}", "{\"siteId\":\"../x\"}"})
    void withABodyThatMakesNoSenseIsBad(String body) {
      assertThat(enable(body).status()).isEqualTo(400);
      assertThat(platform.requests()).isEmpty();
    }

    @Test
    void enablingTwiceIsFineAndKeepsTheContext() {
      platform.enabledOn(SITE, "{\"custom_field\":\"kept\"}");

      HandlerResponse answer = enable("{\"siteId\":\"site-www\"}");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("{\"message\":\"Integration already enabled\"}");
      assertThat(platform.on(SITE).map(it -> it.config().string("custom_field"))).contains("kept");
    }

    @Test
    void aSiteThatIsEnabledAlreadyEndsTheCallBeforeTheTeam() {
      platform.enabledOn(SITE, "{}");

      enable("{" + BOTH + ",\"forceEnableTeam\":true}");

      assertThat(platform.on(TEAM)).isEmpty();
    }

    @Test
    void aBadTokenIsUnauthorized() {
      var call =
          anonymous("POST", "/api/on-enable")
              .header("netlify-token", "stolen")
              .body("{\"siteId\":\"site-www\"}");

      HandlerResponse answer = handle(integration, call);

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).contains("{\"message\":\"Unauthorized\"}");
    }

    @Test
    void anUnknownSlugIsUnauthorizedAndTheLogSaysWhy() {
      var other =
          new NetlifyIntegration(IntegrationSettings.of("unknown").withPlatform(platform.url()));

      HandlerResponse answer = other.handle(post("/api/on-enable", "{\"siteId\":\"site-www\"}"));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(log.lines()).singleElement().asString().contains("has no integration unknown");
    }

    @Test
    void anyOtherFailureSaysOnlyThatItFailed() {
      platform.nextAnswers(500, "{\"error\":\"secret\"}");

      HandlerResponse answer = enable("{\"siteId\":\"site-www\"}");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).contains("{\"message\":\"Failed to enable integration\"}");
    }

    @Test
    void turnsOnWhatTheIntegrationDeclares() {
      var declared =
          new NetlifyIntegration(
              platform.settings().withBuildEventHandlers(true).withConnector(true));

      declared.handle(post("/api/on-enable", "{" + BOTH + ",\"forceEnableTeam\":true}"));

      assertThat(platform.on(SITE).map(IntegrationAnswer::hasBuildHookEnabled)).contains(true);
      assertThat(platform.on(TEAM).flatMap(IntegrationAnswer::hasConnectorsEnabled)).contains(true);
    }

    @Test
    void aSwitchThatCannotBeTurnedOnIsOnlyLogged() {
      var declared = new NetlifyIntegration(platform.settings().withConnector(true));

      HandlerResponse answer = declared.handle(post("/api/on-enable", "{" + BOTH + "}"));

      assertThat(answer.status()).as("the team is not enabled").isEqualTo(200);
      assertThat(log.lines()).singleElement().asString().contains("a switch stays off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH"})
    void takesNothingButPost(String method) {
      var call =
          anonymous(method, "/api/on-enable")
              .header("netlify-token", FakePlatform.ADA)
              .body("{\"siteId\":\"site-www\"}");

      HandlerResponse answer = handle(integration, call);

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.headers()).containsEntry("allow", List.of("POST"));
      assertThat(platform.on(SITE)).isEmpty();
    }

    @Test
    void theAuthorsCodeRunsAfterItWithTheIdsOfTheBodyAndItsAnswerCounts() {
      integration.onEnable(
          (event, context) -> {
            ran.add(context.siteId() + " " + platform.on(SITE).isPresent());
            return HandlerResponse.status(202);
          });

      HandlerResponse answer =
          integration.handle(
              post("/api/on-enable?siteId=site-of-others", "{\"siteId\":\"site-www\"}"));

      assertThat(answer.status()).isEqualTo(202);
      assertThat(ran).containsExactly("site-www true");
    }

    @Test
    void theAuthorsCodeRunsAgainWhereItIsEnabledAlready() {
      platform.enabledOn(SITE, "{}");
      integration.onEnable(
          (event, context) -> {
            ran.add("again");
            assertThat(context.installationToken()).isEmpty();
            return HandlerResponse.ok();
          });

      enable("{\"siteId\":\"site-www\"}");

      assertThat(ran).containsExactly("again");
    }

    @Test
    void theAuthorsCodeDoesNotRunWhereEnablingFails() {
      integration.onEnable(
          (event, context) -> {
            ran.add("never");
            return HandlerResponse.ok();
          });

      HandlerResponse foreign = enable("{\"siteId\":\"site-of-others\"}");
      HandlerResponse foreignTeam =
          enable("{\"siteId\":\"site-www\",\"teamId\":\"team-of-others\"}");

      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreignTeam.status()).isEqualTo(404);
      assertThat(platform.on(SITE)).isEmpty();
      assertThat(ran).isEmpty();
    }
  }

  @Nested
  class OnDisable {
    HandlerResponse disable(String query) {
      return integration.handle(post("/api/on-disable" + query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void disablesTheSiteOfTheQuery(String method) {
      platform.enabledOn(SITE, "{}");
      var call =
          anonymous(method, "/api/on-disable?siteId=site-www")
              .header("netlify-token", FakePlatform.ADA);

      HandlerResponse answer = handle(integration, call);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("Integration disabled");
      assertThat(platform.on(SITE)).isEmpty();
    }

    @Test
    void doesNothingForALinkThatIsFollowed() {
      platform.enabledOn(SITE, "{}");

      assertThat(integration.handle(get("/api/on-disable?siteId=site-www")).status())
          .isEqualTo(405);
      assertThat(platform.on(SITE)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
      "?teamId=team-acme, true, false",
      "?siteId=site-www&teamId=team-acme, false, true",
      "?siteId=site-www&teamId=team-acme&forceDisableTeam=true, false, false",
      "?siteId=site-www&teamId=team-acme&forceDisableTeam=1, false, true",
      "?siteId=site-www&teamId=team-acme&forceDisableTeam=TRUE, false, true"
    })
    void disablesTheTeamAloneOrWhereItIsForced(String query, boolean site, boolean team) {
      platform.enabledOn(SITE, "{}").enabledOn(TEAM, "{}");

      assertThat(disable(query).status()).isEqualTo(200);

      assertThat(platform.on(SITE).isPresent()).isEqualTo(site);
      assertThat(platform.on(TEAM).isPresent()).isEqualTo(team);
    }

    @Test
    void withoutAnIdIsBad() {
      HandlerResponse answer = disable("");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("{\"message\":\"Missing siteId or teamId\"}");
    }

    @Test
    void whateverThePlatformRefusesIsAFailure() {
      HandlerResponse answer = disable("?siteId=site-www");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).contains("{\"message\":\"Failed to disable integration\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void theAuthorsCodeRunsBeforeItWhileTheContextIsStillThere(int status) {
      platform.enabledOn(SITE, "{\"custom_field\":\"still here\"}");
      integration.onDisable(
          (event, context) -> {
            var site = context.client().getSiteIntegration(context.siteId());
            ran.add(site.context().string("custom_field"));
            return HandlerResponse.status(status);
          });

      HandlerResponse answer = disable("?siteId=site-www");

      assertThat(ran).containsExactly("still here");
      assertThat(answer.body()).contains("Integration disabled");
      assertThat(platform.on(SITE)).isEmpty();
    }

    @Test
    void theAuthorsCodeCanRefuse() {
      platform.enabledOn(SITE, "{}");
      integration.onDisable(
          (event, context) -> HandlerResponse.json(Map.of("why", "unpaid")).withStatus(409));

      HandlerResponse answer = disable("?siteId=site-www");

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).contains("{\"why\":\"unpaid\"}");
      assertThat(platform.on(SITE)).isPresent();
    }

    @Test
    void theAuthorsCodeThatThrowsLeavesItEnabled() {
      platform.enabledOn(SITE, "{}");
      integration.onDisable(
          (event, context) -> {
            throw new IllegalStateException("broken");
          });

      assertThat(disable("?siteId=site-www").status()).isEqualTo(500);
      assertThat(platform.on(SITE)).isPresent();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("Handler on-disable failed", "IllegalStateException: broken");
    }

    private void countRuns() {
      integration.onDisable(
          (event, context) -> {
            ran.add("ran");
            return HandlerResponse.ok();
          });
    }

    @Test
    void theAuthorsCodeDoesNotRunForAViewer() {
      platform
          .enabledOn(SITE, "{}")
          .nextAnswers(200, "{\"kind\":\"user\",\"user\":\"vic\",\"role\":\"viewer\"}");
      countRuns();

      HandlerResponse answer = disable("?siteId=site-www");

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("{\"error\":\"A viewer may not disable an integration\"}");
      assertThat(ran).isEmpty();
      assertThat(platform.on(SITE)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "?siteId=site-www",
          "?teamId=team-acme",
          "?siteId=site-www&teamId=team-acme&forceDisableTeam=true"
        })
    void theAuthorsCodeDoesNotRunWhereItIsNotEnabled(String query) {
      countRuns();

      HandlerResponse answer = disable(query);

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).contains("{\"message\":\"Failed to disable integration\"}");
      assertThat(ran).isEmpty();
    }

    @Test
    void theAuthorsCodeDoesNotRunWhereOnlyOneOfBothIsEnabled() {
      platform.enabledOn(SITE, "{}");
      countRuns();

      assertThat(disable("?siteId=site-www&teamId=team-acme&forceDisableTeam=true").status())
          .isEqualTo(500);
      assertThat(ran).isEmpty();
      assertThat(platform.on(SITE)).isPresent();
    }

    @Test
    void theAuthorsCodeRunsForASiteWhoseTeamIsLeftAlone() {
      platform.enabledOn(SITE, "{}");
      countRuns();

      assertThat(disable("?siteId=site-www&teamId=team-acme").status()).isEqualTo(200);
      assertThat(ran).containsExactly("ran");
    }

    @Test
    void theAuthorsCodeDoesNotRunForIdsThatTheCallerMayNotSee() {
      integration.onDisable(
          (event, context) -> {
            ran.add("never");
            return HandlerResponse.ok();
          });

      assertThat(disable("?siteId=site-of-others").status()).isEqualTo(404);
      assertThat(disable("").status()).isEqualTo(400);
      assertThat(ran).isEmpty();
    }
  }

  @Nested
  class OnDisconnect {
    @Test
    void doesNothingByItself() {
      HandlerResponse answer = integration.handle(post("/api/on-disconnect"));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("No onDisconnect handler defined - no-op");
    }

    @ParameterizedTest
    @CsvSource({"200, Disconnected", "204, own words", "500, own words"})
    void theAuthorsAnswerCountsUnlessItIs200(int status, String body) {
      integration.onDisconnect(
          (event, context) -> HandlerResponse.text("own words").withStatus(status));

      HandlerResponse answer = integration.handle(post("/api/on-disconnect"));

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).contains(body);
    }

    @Test
    void takesNothingButPost() {
      assertThat(integration.handle(get("/api/on-disconnect")).status()).isEqualTo(405);
    }
  }
}

package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.DEVELOPER;
import static dev.slipjoint.conformance.RunningPlatform.EXPIRED;
import static dev.slipjoint.conformance.RunningPlatform.ON_SITE;
import static dev.slipjoint.conformance.RunningPlatform.ON_TEAM;
import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.SLUG;
import static dev.slipjoint.conformance.RunningPlatform.STRANGER;
import static dev.slipjoint.conformance.RunningPlatform.UNKNOWN;
import static dev.slipjoint.conformance.RunningPlatform.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.examples.CoolIntegration;
import dev.slipjoint.examples.CustomiseEnabling;
import dev.slipjoint.examples.RetrieveBoth;
import dev.slipjoint.examples.SetForSite;
import dev.slipjoint.examples.SetForTeam;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationServer;
import dev.slipjoint.sdk.IntegrationSettings;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of examples/, served, and called as their users call them. */
class ExamplesTest {
  private RunningPlatform platform;
  private IntegrationServer integration;
  private RecordedLog quiet;

  @BeforeEach
  void aPlatformRuns(@TempDir Path folder) throws IOException {
    platform = RunningPlatform.in(folder);
    quiet = RecordedLog.of("dev.slipjoint.sdk");
  }

  @AfterEach
  void everythingStops() {
    if (integration != null) {
      integration.close();
    }
    platform.close();
    quiet.close();
  }

  @Nested
  class SettingForASite {

    @BeforeEach
    void itIsServed() {
      serve(SetForSite::define);
    }

    @Test
    void theContextIsSetWhereItWasEnabledAndForgottenWhenItIsDisabled() {
      Answer enabled = call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      assertThat(enabled.status()).isEqualTo(200);
      assertThat(enabled.body()).isEqualTo("{\"message\":\"Integration enabled\"}");
      assertThat(context(ON_SITE)).isEqualTo("{}");

      Answer set = call("POST", "cool-function?siteId=site-www", OWNER);
      assertThat(set.status()).isEqualTo(200);
      assertThat(set.body()).isEmpty();
      assertThat(context(ON_SITE)).isEqualTo("{\"custom_field\":\"custom_value\"}");

      Answer disabled = call("POST", "on-disable?siteId=site-www", OWNER);
      assertThat(disabled.status()).isEqualTo(200);
      assertThat(disabled.body()).isEqualTo("Integration disabled");
      assertThat(readOn(ON_SITE).status()).isEqualTo(404);
    }

    @Test
    void theShortPathLeadsToTheSameHandler() {
      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");

      Answer set =
          Http.call(
              "GET",
              integration.url() + "/api/cool-function?siteId=site-www",
              Map.of("netlify-token", OWNER),
              "");

      assertThat(set.status()).isEqualTo(200);
      assertThat(context(ON_SITE)).isEqualTo("{\"custom_field\":\"custom_value\"}");
    }

    @Test
    void aDeveloperOfTheTeamMayDoAllOfIt() {
      assertThat(call("POST", "on-enable", DEVELOPER, "{\"siteId\":\"site-www\"}").status())
          .isEqualTo(200);
      assertThat(call("POST", "cool-function?siteId=site-www", DEVELOPER).status()).isEqualTo(200);
      assertThat(call("DELETE", "on-disable?siteId=site-www", DEVELOPER).status()).isEqualTo(200);
      assertThat(readOn(ON_SITE).status()).isEqualTo(404);
    }

    @Test
    void otherSitesOfTheTeamAreLeftAlone() {
      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      call("POST", "cool-function?siteId=site-www", OWNER);

      assertThat(readOn("/site/site-docs/integrations/" + SLUG).status()).isEqualTo(404);
      assertThat(readOn(ON_TEAM).status()).isEqualTo(404);
    }

    @Test
    void enablingTwiceIsASuccessThatLeavesTheContextAlone() {
      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      call("POST", "cool-function?siteId=site-www", OWNER);

      Answer again = call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");

      assertThat(again.status()).isEqualTo(200);
      assertThat(again.body()).isEqualTo("{\"message\":\"Integration already enabled\"}");
      assertThat(context(ON_SITE)).isEqualTo("{\"custom_field\":\"custom_value\"}");
    }

    @Test
    void callingItWhereItIsNotEnabledFailsAndTheLogSaysWhatToDo() {
      try (RecordedLog log = RecordedLog.of("dev.slipjoint.sdk")) {
        Answer answer = call("POST", "cool-function?siteId=site-www", OWNER);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(log.entries())
            .anyMatch(it -> it.contains("cool-integration is not enabled on site site-www"))
            .anyMatch(it -> it.contains("enable it there first"));
      }
    }

    @Test
    void aCallThatNamesNoSiteIsTold() {
      Answer answer = call("POST", "cool-function", OWNER);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().string("error")).contains("siteId is missing");
    }

    @Test
    void aViewerIsRefusedAndNothingChanges() {
      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      try (RecordedLog log = RecordedLog.of("dev.slipjoint.sdk")) {
        Answer answer = call("POST", "cool-function?siteId=site-www", VIEWER);

        // Netlify: what a handler throws is a 500, whatever the platform said to it.
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("An unhandled error occurred");
        assertThat(context(ON_SITE)).isEqualTo("{}");
        assertThat(log.entries()).anyMatch(it -> it.contains("insufficient_role"));
      }
    }

    @Test
    void aViewerCanNeitherEnableNorDisable() {
      assertThat(call("POST", "on-enable", VIEWER, "{\"siteId\":\"site-www\"}").status())
          .isEqualTo(500);
      assertThat(readOn(ON_SITE).status()).isEqualTo(404);

      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      assertThat(call("POST", "on-disable?siteId=site-www", VIEWER).status()).isEqualTo(500);
      assertThat(context(ON_SITE)).isEqualTo("{}");
    }

    @Test
    void thePlatformGoneIsAGatewaysErrorAndTheLogNamesTheAddress() {
      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      platform.close();
      try (RecordedLog log = RecordedLog.of("dev.slipjoint.sdk")) {
        Answer answer = call("POST", "cool-function?siteId=site-www", OWNER);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().string("error"))
            .isEqualTo("The platform could not be asked about this call");
        assertThat(log.entries())
            .anyMatch(it -> it.contains(platform.url().toString()) && it.contains("SLIPJOINT_URL"));
        assertThat(answer.body()).doesNotContain(platform.url().toString());
      }
    }

    @Test
    void enablingWithThePlatformGoneIsAnErrorThatTheLogExplains() {
      platform.close();
      try (RecordedLog log = RecordedLog.of("dev.slipjoint.sdk")) {
        Answer answer = call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Failed to enable integration\"}");
        assertThat(log.entries()).anyMatch(it -> it.contains(platform.url().toString()));
      }
    }
  }

  @Nested
  class SettingForATeam {

    @BeforeEach
    void itIsServed() {
      serve(SetForTeam::define);
    }

    @Test
    void theContextIsSetOnTheTeamAloneAndForgottenWhenItIsDisabled() {
      assertThat(call("POST", "on-enable", OWNER, "{\"teamId\":\"team-acme\"}").status())
          .isEqualTo(200);
      assertThat(call("POST", "cool-function?teamId=team-acme", OWNER).status()).isEqualTo(200);

      assertThat(context(ON_TEAM)).isEqualTo("{\"custom_field\":\"custom_value\"}");
      assertThat(readOn(ON_SITE).status()).isEqualTo(404);

      assertThat(call("POST", "on-disable?teamId=team-acme", OWNER).status()).isEqualTo(200);
      assertThat(readOn(ON_TEAM).status()).isEqualTo(404);
    }

    @Test
    void enablingASiteLeavesItsTeamAloneUnlessForced() {
      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\",\"teamId\":\"team-acme\"}");
      assertThat(readOn(ON_SITE).status()).isEqualTo(200);
      assertThat(readOn(ON_TEAM).status()).isEqualTo(404);
      call("POST", "on-disable?siteId=site-www", OWNER);

      call(
          "POST",
          "on-enable",
          OWNER,
          "{\"siteId\":\"site-www\",\"teamId\":\"team-acme\",\"forceEnableTeam\":true}");
      assertThat(readOn(ON_SITE).status()).isEqualTo(200);
      assertThat(readOn(ON_TEAM).status()).isEqualTo(200);
    }

    @Test
    void disablingASiteLeavesItsTeamAloneUnlessForced() {
      String both = "{\"siteId\":\"site-www\",\"teamId\":\"team-acme\",\"forceEnableTeam\":1}";
      call("POST", "on-enable", OWNER, both);

      call("POST", "on-disable?siteId=site-www&teamId=team-acme", OWNER);
      assertThat(readOn(ON_SITE).status()).isEqualTo(404);
      assertThat(readOn(ON_TEAM).status()).isEqualTo(200);

      call("POST", "on-disable?teamId=team-acme", OWNER);
      call("POST", "on-enable", OWNER, both);
      call("POST", "on-disable?siteId=site-www&teamId=team-acme&forceDisableTeam=true", OWNER);
      assertThat(readOn(ON_SITE).status()).isEqualTo(404);
      assertThat(readOn(ON_TEAM).status()).isEqualTo(404);
    }

    @Test
    void aTeamAndASiteOfAnotherTeamAreNotTakenTogether() {
      Answer answer = call("POST", "cool-function?teamId=team-acme&siteId=site-other", OWNER);

      assertThat(answer.status()).isEqualTo(404);
    }
  }

  @Nested
  class RetrievingBoth {

    @Test
    void theContextsOfASiteAndOfItsTeamComeBackTogether() {
      serve(RetrieveBoth::define);
      call(
          "POST",
          "on-enable",
          OWNER,
          "{\"siteId\":\"site-www\",\"teamId\":\"team-acme\",\"forceEnableTeam\":true}");
      put(ON_SITE, "{\"config\":{\"custom_field\":\"of the site\",\"more\":1}}");
      put(ON_TEAM, "{\"config\":{\"custom_field\":\"of the team\"}}");

      Answer answer = call("GET", "cool-function?siteId=site-www&teamId=team-acme", VIEWER);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.mediaType()).isEqualTo("application/json");
      assertThat(answer.json().string("site")).isEqualTo("of the site");
      assertThat(answer.json().string("team")).isEqualTo("of the team");
      assertThat(answer.json().members()).hasSize(2);
    }
  }

  @Nested
  class CustomisingEnabling {

    @BeforeEach
    void itIsServedAndEnabled() {
      serve(CustomiseEnabling::define);
      Answer enabled = call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      assertThat(enabled.status()).isEqualTo(200);
    }

    @Test
    void itsOwnLogicRunsAfterItIsEnabled() {
      assertThat(context(ON_SITE)).isEqualTo("{\"greeting\":\"hello\"}");
    }

    @Test
    void itsOwnLogicRunsAgainWhenItIsEnabledAgain() {
      put(ON_SITE, "{\"config\":{\"greeting\":\"changed\"}}");

      assertThat(call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}").status())
          .isEqualTo(200);

      assertThat(context(ON_SITE)).isEqualTo("{\"greeting\":\"hello\"}");
    }

    @Test
    void itsRefusalKeepsItEnabledWithItsContext() {
      put(ON_SITE, "{\"config\":{\"locked\":true}}");

      Answer refused = call("POST", "on-disable?siteId=site-www", OWNER);

      assertThat(refused.status()).isEqualTo(423);
      assertThat(refused.body()).isEqualTo("Unlock it first.");
      assertThat(context(ON_SITE)).isEqualTo("{\"locked\":true}");
    }

    @Test
    void withoutARefusalItIsDisabled() {
      Answer disabled = call("POST", "on-disable?siteId=site-www", OWNER);

      assertThat(disabled.status()).isEqualTo(200);
      assertThat(disabled.body()).isEqualTo("Integration disabled");
      assertThat(readOn(ON_SITE).status()).isEqualTo(404);
    }

    @Test
    void aStrangerGetsToRunNoneOfIt() {
      assertThat(call("POST", "on-enable", STRANGER, "{\"siteId\":\"site-www\"}").status())
          .isEqualTo(404);
      assertThat(call("POST", "on-disable?siteId=site-www", STRANGER).status()).isEqualTo(404);
      assertThat(context(ON_SITE)).isEqualTo("{\"greeting\":\"hello\"}");
    }
  }

  @Nested
  class TheDemosIntegration {

    @Test
    void itSetsReadsAndForgets() {
      serve(CoolIntegration::define);

      Answer enabled = call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      assertThat(enabled.body()).isEqualTo("Thanks for enabling me.");
      assertThat(call("POST", "cool-function?siteId=site-www", OWNER).status()).isEqualTo(200);
      Answer read = call("GET", "read-function?siteId=site-www", VIEWER);
      assertThat(read.body()).isEqualTo("custom_value");
      assertThat(read.mediaType()).isEqualTo("text/plain");
      assertThat(call("POST", "on-disable?siteId=site-www", OWNER).status()).isEqualTo(200);
      assertThat(readOn(ON_SITE).status()).isEqualTo(404);
    }
  }

  @Nested
  class BeforeTheAuthorsCode {
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void aCountingIntegrationIsServed() {
      serve(
          it -> {
            it.addApiHandler("count", (event, context) -> counted());
            it.onEnable((event, context) -> counted());
            it.onDisable((event, context) -> counted());
          });
    }

    private HandlerResponse counted() {
      runs.incrementAndGet();
      return HandlerResponse.ok();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "count?siteId=site-other",
          "count?siteId=site-that-is-nowhere",
          "count?teamId=team-other",
          "count?siteId=site-www&teamId=team-other",
          "on-disable?siteId=site-other",
        })
    void whatTheCallerMayNotSeeIsNotThere(String call) {
      Answer answer = call("POST", call, OWNER);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().string("error")).isNotEmpty();
      assertThat(runs).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {UNKNOWN, EXPIRED, "short", "slipu_00000000000000000000000000000000000000"})
    void aTokenThatIsNoGoodIsRefused(String token) {
      Answer answer = call("POST", "count?siteId=site-www", token);

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Unauthorized\"}");
      assertThat(call("POST", "on-enable", token, "{\"siteId\":\"site-www\"}").status())
          .isEqualTo(401);
      assertThat(runs).hasValue(0);
    }

    @Test
    void aCallWithoutATokenIsRefused() {
      Answer answer =
          Http.call("POST", integration.url() + "/api/count?siteId=site-www", Map.of(), "");

      assertThat(answer.status()).isEqualTo(401);
      assertThat(runs).hasValue(0);
    }

    @Test
    void lifecycleHandlersTakeNoGet() {
      for (String name : new String[] {"on-enable", "on-disable?siteId=site-www"}) {
        Answer answer = call("GET", name, OWNER);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).contains("POST");
      }
      assertThat(runs).hasValue(0);
    }

    @Test
    void aHandlerThatIsNotThereIsTold() {
      Answer answer = call("POST", "toString", OWNER);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Handler toString not found\"}");
    }

    @Test
    void theTokenOfAnInstallationOpensItsOwnSiteAlone() {
      String token = platform.ask("POST", ON_SITE, OWNER).json().string("token");

      assertThat(call("POST", "count?siteId=site-www", token).status()).isEqualTo(200);
      assertThat(call("POST", "count?siteId=site-docs", token).status()).isEqualTo(404);
      assertThat(runs).hasValue(1);

      platform.ask("DELETE", ON_SITE, OWNER);
      assertThat(call("POST", "count?siteId=site-www", token).status()).isEqualTo(401);
      assertThat(runs).hasValue(1);
    }

    @Test
    void everyAnswerMayBeReadByPagesOfAnyOrigin() {
      for (Answer answer :
          new Answer[] {
            call("POST", "count?siteId=site-www", OWNER),
            call("POST", "count?siteId=site-www", UNKNOWN),
            call("POST", "not-there", OWNER),
            call("OPTIONS", "count", OWNER),
          }) {
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
      }
      assertThat(runs).hasValue(1);
    }
  }

  @Nested
  class WhenAnAuthorsCodeFails {

    @Test
    void theCallerLearnsNothingAndTheAuthorEverything() {
      serve(
          it ->
              it.addApiHandler(
                  "broken",
                  (event, context) -> {
                    throw new IllegalStateException("what only the author should read");
                  }));
      try (RecordedLog log = RecordedLog.of("dev.slipjoint.sdk")) {
        Answer answer = call("POST", "broken?siteId=site-www", OWNER);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("An unhandled error occurred");
        assertThat(log.entries())
            .anyMatch(it -> it.contains("broken") && it.contains("what only the author"));
        assertThat(log.entries()).noneMatch(it -> it.contains(OWNER));
      }
    }

    @Test
    void aFailureAfterEnablingIsToldAndItStaysEnabled() {
      serve(
          it ->
              it.onEnable(
                  (event, context) -> {
                    throw new IOException("no third party there");
                  }));

      assertThat(call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}").status())
          .isEqualTo(500);

      assertThat(context(ON_SITE)).isEqualTo("{}");
    }

    @Test
    void aFailureBeforeDisablingLeavesItEnabled() {
      serve(
          it ->
              it.onDisable(
                  (event, context) -> {
                    throw new IOException("no third party there");
                  }));
      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");

      assertThat(call("POST", "on-disable?siteId=site-www", OWNER).status()).isEqualTo(500);

      assertThat(context(ON_SITE)).isEqualTo("{}");
    }
  }

  @Nested
  class WithSwitches {

    @Test
    void enablingTurnsThemOn() {
      serve(
          it -> it.withConnector(true).withBuildEventHandlers(true),
          it -> it.addApiHandler("any", (event, context) -> HandlerResponse.ok()));

      call("POST", "on-enable", OWNER, "{\"siteId\":\"site-www\"}");
      call("POST", "on-enable", OWNER, "{\"teamId\":\"team-acme\"}");

      assertThat(readOn(ON_SITE).body()).contains("\"has_build_hook_enabled\":true");
      assertThat(readOn(ON_TEAM).body()).contains("\"has_connectors_enabled\":true");
    }
  }

  private void serve(Consumer<NetlifyIntegration> program) {
    serve(it -> it, program);
  }

  private void serve(
      UnaryOperator<IntegrationSettings> settings, Consumer<NetlifyIntegration> program) {
    NetlifyIntegration defined =
        new NetlifyIntegration(
            settings.apply(IntegrationSettings.of(SLUG).withPlatform(platform.url())));
    program.accept(defined);
    integration = defined.serve(0);
  }

  private Answer call(String method, String handler, String token) {
    return call(method, handler, token, "");
  }

  private Answer call(String method, String handler, String token, String json) {
    return Http.call(
        method,
        integration.url() + "/.netlify/functions/handler/" + handler,
        Map.of("netlify-token", token),
        json);
  }

  private Answer readOn(String path) {
    return platform.ask("GET", path, OWNER);
  }

  private void put(String path, String json) {
    assertThat(platform.ask("PUT", path, OWNER, json).status()).isEqualTo(204);
  }

  /** The context as the platform has it, in its own text. */
  private String context(String path) {
    Answer answer = readOn(path);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().find("config").orElseThrow().toString();
  }
}

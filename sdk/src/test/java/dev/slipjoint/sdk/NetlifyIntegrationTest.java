package dev.slipjoint.sdk;

import static dev.slipjoint.sdk.Calls.anonymous;
import static dev.slipjoint.sdk.Calls.get;
import static dev.slipjoint.sdk.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipjoint.protocol.json.JsonReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetlifyIntegrationTest {
  @AutoClose final FakePlatform platform = new FakePlatform();
  @AutoClose final RecordingLog calls = RecordingLog.of("dev.slipjoint.sdk.calls");
  final NetlifyIntegration integration = platform.integration();

  record CoolContext(@JsonProperty("custom_field") String customField) {}

  /** The documentation's programs. */
  @Test
  void contextsAreSetAndRetrievedOnASiteAndATeam() {
    platform.enabledOn("/site/site-www", "{}").enabledOn("/team/team-acme", "{}");
    integration.addApiHandler(
        "cool-function",
        (event, context) -> {
          var client = context.client();
          client.updateSiteIntegration(context.siteId(), Map.of("custom_field", "custom_value"));
          return HandlerResponse.status(200);
        });
    integration.addApiHandler(
        "team-function",
        (event, context) -> {
          context.client().updateTeamIntegration(context.teamId(), new CoolContext("custom_value"));
          return HandlerResponse.ok();
        });
    integration.addApiHandler(
        "read-function",
        (event, context) -> {
          var client = context.client();
          var onSite =
              client.getSiteIntegration(context.siteId()).context(CoolContext.class).customField();
          var onTeam = client.getTeamIntegration(context.teamId()).context().string("custom_field");
          return HandlerResponse.json(Map.of("site", onSite, "team", onTeam));
        });

    assertThat(integration.handle(post("/api/cool-function?siteId=site-www")).status())
        .isEqualTo(200);
    assertThat(integration.handle(post("/api/team-function?teamId=team-acme")).status())
        .isEqualTo(200);
    assertThat(
            integration
                .handle(get("/api/read-function?siteId=site-www&teamId=team-acme"))
                .body()
                .map(JsonReader::readObject))
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.string("site")).isEqualTo("custom_value");
              assertThat(answer.string("team")).isEqualTo("custom_value");
            });
  }

  @Nested
  class AddingHandlers {
    @ParameterizedTest
    @ValueSource(strings = {"on-enable", "on-disable", "on-disconnect", "build-context"})
    void builtInNamesAreTaken(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> integration.addApiHandler(name, (event, context) -> null))
          .withMessageContaining(name);
    }

    @Test
    void aNameIsTakenOnce() {
      integration.addApiHandler("cool-function", (event, context) -> HandlerResponse.ok());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> integration.addApiHandler("cool-function", (event, context) -> null))
          .withMessageContaining("cool-function");
      assertThat(integration.handle(get("/api/cool-function")).status()).isEqualTo(200);
    }

    @Test
    void lifecycleCodeIsGivenOnce() {
      integration.onEnable((event, context) -> HandlerResponse.ok());
      integration.onDisable((event, context) -> HandlerResponse.ok());
      integration.onDisconnect((event, context) -> HandlerResponse.ok());

      assertThatIllegalArgumentException().isThrownBy(() -> integration.onEnable((e, c) -> null));
      assertThatIllegalArgumentException().isThrownBy(() -> integration.onDisable((e, c) -> null));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> integration.onDisconnect((e, c) -> null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "ä", "a.b", "..", "a\n"})
    void aNameMustStandInAPathAsItIs(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> integration.addApiHandler(name, (event, context) -> null));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> integration.addApiHandler("x".repeat(65), (event, context) -> null));
    }

    @Test
    void nothingCanBeAddedOnceItIsServed() {
      try (var server = integration.serve(0)) {
        assertThat(server.port()).isPositive();
        assertThatIllegalStateException()
            .isThrownBy(() -> integration.addApiHandler("late", (event, context) -> null))
            .withMessageContaining("before serve()");
        assertThatIllegalStateException().isThrownBy(() -> integration.onEnable((e, c) -> null));
      }
    }
  }

  @Nested
  class EachCall {
    @Test
    void leavesOneLineInItsDocumentedForm() {
      integration.addApiHandler("cool-function", (event, context) -> HandlerResponse.status(202));

      integration.handle(get("/api/cool-function?siteId=site-www"));
      integration.handle(get("/api/cool-function?teamId=team-acme"));
      integration.handle(get("/api/other"));
      integration.handle(anonymous("GET", "/api/cool-function?siteId=site-www").build());
      integration.handle(get("/api/%0aFAKE?siteId=%0aFAKE"));
      integration.handle(get("/api/cool-function?siteId=%0aFAKE"));
      integration.handle(post("/api/on-enable", "{\"siteId\":\"site-www\"}"));

      assertThat(calls.lines().stream().map(line -> line.replaceFirst("took=\\d+ms$", "took=*")))
          .containsExactly(
              "handler=cool-function site=site-www team=- status=202 took=*",
              "handler=cool-function site=- team=team-acme status=202 took=*",
              "handler=other site=- team=- status=404 took=*",
              "handler=cool-function site=- team=- status=401 took=*",
              "handler=- site=- team=- status=404 took=*",
              "handler=cool-function site=- team=- status=400 took=*",
              "handler=on-enable site=site-www team=- status=200 took=*");
    }

    @Test
    void isTimedInMilliseconds() {
      assertThat(new CallLine().text(200, Duration.ofNanos(18_900_000)))
          .isEqualTo("handler=- site=- team=- status=200 took=18ms");
    }
  }
}

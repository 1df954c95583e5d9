package dev.slipjoint.sdk;

import static dev.slipjoint.sdk.Calls.handle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.IntegrationAnswer;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.sdk.FakePlatform.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform itself calls on-enable and on-disable, as part of an operation. */
class LifecycleInOperationTest {
  static final String SITE = "/site/site-www";
  static final String TEAM = "/team/team-acme";
  static final String BODY = "{\"siteId\":\"site-www\",\"teamId\":\"team-acme\"}";
  static final String DELETE = "DELETE /site/site-www/integrations/cool-integration";

  @AutoClose final FakePlatform platform = new FakePlatform();
  @AutoClose final RecordingLog log = RecordingLog.of("dev.slipjoint.sdk");
  final NetlifyIntegration integration = new NetlifyIntegration(settings());
  final List<String> ran = new ArrayList<>();

  IntegrationSettings settings() {
    return platform.settings().withSecrets(SignedCall.SECRET).withClock(() -> SignedCall.NOW);
  }

  private HandlerResponse enable(NetlifyIntegration integration, String body, int attempt) {
    SignedCall call =
        SignedCall.to("on-enable", "POST")
            .in(OperationKind.ENABLE)
            .at(SignedCall.NOW.plusSeconds(attempt));
    String url = "/.netlify/functions/handler/on-enable?siteId=site-www&teamId=team-acme";
    return handle(integration, call.sent("POST", url).body(body));
  }

  private HandlerResponse disable() {
    SignedCall call = SignedCall.to("on-disable", "POST").in(OperationKind.DISABLE);
    String url = "/.netlify/functions/handler/on-disable?siteId=site-www&teamId=team-acme";
    return handle(integration, call.sent("POST", url));
  }

  @Test
  void enablingJoinsTheOperationAtEveryAttempt() {
    String joined = "{\"token\":\"slipi_x\"}";
    platform.nextAnswers(201, joined).nextAnswers(201, joined);
    integration.onEnable(
        (event, context) -> {
          ran.add(context.operationId().orElseThrow() + " " + context.siteId());
          assertThat(context.installationToken()).contains("slipi_x");
          return ran.size() == 1
              ? EnableResult.retryLater(Duration.ofSeconds(1), "Not yet.")
              : EnableResult.ok();
        });

    assertThat(enable(integration, BODY, 0).status()).isEqualTo(503);
    assertThat(enable(integration, BODY, 1).status()).isEqualTo(200);

    assertThat(ran).containsExactly("op_1 site-www", "op_1 site-www");
    assertThat(platform.requests())
        .as("nobody is asked who calls")
        .containsOnly("POST /site/site-www/integrations/cool-integration")
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"siteId\":\"site-docs\"}",
        "{\"siteId\":\"site-www\",\"teamId\":\"team-of-others\"}"
      })
  void enablingElsewhereThanSignedIsBad(String body) {
    HandlerResponse answer = enable(integration, body, 0);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).get().asString().contains("is not the one that the platform");
    assertThat(platform.requests()).isEmpty();
  }

  static Stream<HandlerResponse> answers() {
    return Stream.of(
        EnableResult.ok(),
        EnableResult.accepted(),
        EnableResult.retryLater(Duration.ofSeconds(7), "Later."),
        EnableResult.reject("No."),
        EnableResult.reauth("Connect again."),
        HandlerResponse.json(Map.of("error", "plain")).withStatus(418));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatTheAuthorsCodeAnswersOnEnablingIsTheAnswer(HandlerResponse its) {
    integration.onEnable((event, context) -> its);

    assertThat(enable(integration, BODY, 0)).isEqualTo(Cors.on(its));
  }

  @Test
  void aPlatformThatCanNotBeAskedIsAReasonToAskAgainLater() {
    platform.nextAnswers(503).nextAnswers(429);

    for (int attempt = 0; attempt < 2; attempt++) {
      HandlerResponse answer = enable(integration, BODY, attempt);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers()).containsKey("retry-after");
      assertThat(answer.body()).get().asString().contains("\"result\":\"retryLater\"");
    }
  }

  @Test
  void aPlatformThatRefusesIsNone() {
    platform.nextAnswers(422, "{\"error\":\"wrong_level\"}");

    assertThat(enable(integration, BODY, 0).status()).isEqualTo(500);
  }

  @Test
  void aSitesOperationLeavesTheTeamsConnectorsAlone() {
    platform.enabledOn(TEAM, "{}");
    var connecting = new NetlifyIntegration(settings().withConnector(true));

    assertThat(enable(connecting, BODY, 0).status()).isEqualTo(200);

    assertThat(platform.on(TEAM).flatMap(IntegrationAnswer::hasConnectorsEnabled)).contains(false);
  }

  @Test
  void disablingReadsThenRunsThenDeletes() {
    platform.enabledOn(SITE, "{}");
    integration.onDisable(
        (event, context) -> {
          ran.add(context.operationId().orElseThrow());
          return EnableResult.ok();
        });

    HandlerResponse answer = disable();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(ran).containsExactly("op_1");
    assertThat(platform.requests())
        .containsExactly("GET /site/site-www/integrations/cool-integration", DELETE);
  }

  @ParameterizedTest
  @CsvSource({"202", "401", "422", "503", "500"})
  void nothingIsDeletedBeforeTheAuthorsCodeSaysSo(int status) {
    platform.enabledOn(SITE, "{}");
    integration.onDisable((event, context) -> HandlerResponse.status(status));

    assertThat(disable().status()).isEqualTo(status);

    assertThat(platform.requests()).doesNotContain(DELETE);
    assertThat(platform.on(SITE)).isPresent();
  }

  @Test
  void aDeletionWhoseAnswerIsLostIsDone() {
    platform.enabledOn(SITE, "{}").next(new Fault.LosesTheAnswer());

    assertThat(disable().status()).isEqualTo(200);
    assertThat(platform.on(SITE)).isEmpty();
  }
}

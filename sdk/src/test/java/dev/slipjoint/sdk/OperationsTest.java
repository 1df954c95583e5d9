package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.OperationState;
import dev.slipjoint.sdk.IntegrationApiException.AlreadyEnabled;
import dev.slipjoint.sdk.IntegrationApiException.Refused;
import dev.slipjoint.sdk.IntegrationApiException.Unreachable;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  static final String ENABLED =
      "{\"id\":\"op_1\",\"kind\":\"enable\",\"state\":\"enabled\",\"target\":\"site/site-www\","
          + "\"siteId\":\"site-www\",\"integration\":\"cool-integration\",\"attempts\":1,"
          + "\"startedAt\":\"2026-01-02T03:04:05Z\",\"endedAt\":\"2026-01-02T03:04:06Z\","
          + "\"token\":\"slipi_secret\"}";
  static final String FAILED =
      "{\"id\":\"op_1\",\"kind\":\"disable\",\"state\":\"failed\",\"teamId\":\"team-acme\","
          + "\"integration\":\"cool-integration\",\"reason\":\"Pay first.\",\"code\":\"rejected\","
          + "\"attempts\":3,\"startedAt\":\"2026-01-02T03:04:05Z\"}";

  @AutoClose final FakePlatform platform = new FakePlatform();
  final NetlifyIntegrationClient client = platform.client();

  @Test
  void tellsHowEnablingWent() {
    platform.nextAnswers(200, ENABLED);

    Operation operation = client.beginEnablingOnSite("site-www");

    assertThat(operation.id()).isEqualTo("op_1");
    assertThat(operation.kind()).isEqualTo(OperationKind.ENABLE);
    assertThat(operation.state()).isEqualTo(OperationState.ENABLED);
    assertThat(operation.isOver()).isTrue();
    assertThat(operation.siteId()).contains("site-www");
    assertThat(operation.teamId()).isEmpty();
    assertThat(operation.startedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(operation.endedAt()).contains(Instant.parse("2026-01-02T03:04:06Z"));
    assertThat(operation.token()).contains("slipi_secret");
    assertThat(operation.toString()).startsWith("Operation[op_1").doesNotContain("secret");
  }

  @Test
  void tellsWhyDisablingFailed() {
    platform.nextAnswers(202, FAILED);

    Operation operation = client.beginDisablingOnTeam("team-acme");

    assertThat(operation.teamId()).contains("team-acme");
    assertThat(operation.siteId()).isEmpty();
    assertThat(operation.reason()).contains("Pay first.");
    assertThat(operation.code()).contains("rejected");
    assertThat(operation.attempts()).isEqualTo(3);
    assertThat(operation.nextAttemptAt()).isEmpty();
  }

  @Test
  void isAskedForWhereThePlatformHasIt() {
    for (int i = 0; i < 9; i++) {
      platform.nextAnswers(200, ENABLED);
    }

    client.beginEnablingOnSite("site-www");
    client.beginEnablingOnSite("site-www", Map.of("a", 1));
    client.beginEnablingOnTeam("team-acme");
    client.beginEnablingOnTeam("team-acme", Map.of("a", 1));
    client.beginDisablingOnSite("site-www");
    client.beginDisablingOnTeam("team-acme");
    client.operation("op_1");
    client.confirmOperation("op_1");
    client.rejectOperation("op_1", "No.");

    assertThat(platform.requests())
        .containsExactly(
            "POST /site/site-www/integrations/cool-integration/enable",
            "POST /site/site-www/integrations/cool-integration/enable",
            "POST /team/team-acme/integrations/cool-integration/enable",
            "POST /team/team-acme/integrations/cool-integration/enable",
            "POST /site/site-www/integrations/cool-integration/disable",
            "POST /team/team-acme/integrations/cool-integration/disable",
            "GET /operations/op_1",
            "POST /operations/op_1/confirm",
            "POST /operations/op_1/reject");
    assertThat(platform.bodies())
        .containsExactly(
            "",
            "{\"config\":{\"a\":1}}",
            "",
            "{\"config\":{\"a\":1}}",
            "",
            "",
            "",
            "",
            "{\"reason\":\"No.\"}");
  }

  @Test
  void problemsAreReportedWhereTheyAre() {
    platform.nextAnswers(204).nextAnswers(204);

    client.reportSiteProblem("site-www", "quota", "The quota is used up.");
    client.reportTeamProblem("team-acme", "quota", "The quota is used up.");

    assertThat(platform.requests())
        .containsExactly(
            "POST /site/site-www/integrations/cool-integration/problems",
            "POST /team/team-acme/integrations/cool-integration/problems");
    assertThat(platform.bodies())
        .containsOnly("{\"key\":\"quota\",\"message\":\"The quota is used up.\"}");
  }

  @Test
  void whatIsEnabledAlreadyIsNotTheSameAsWhatIsUnderWay() {
    platform
        .nextAnswers(409, "{\"error\":\"already_enabled\",\"msg\":\"It is.\"}")
        .nextAnswers(409, "{\"error\":\"operation_under_way\",\"msg\":\"Wait.\"}");

    assertThatExceptionOfType(AlreadyEnabled.class)
        .isThrownBy(() -> client.beginEnablingOnSite("site-www"));
    Refused refused =
        catchThrowableOfType(Refused.class, () -> client.beginEnablingOnSite("site-www"));
    assertThat(refused.code()).isEqualTo("operation_under_way");
    assertThat(refused).hasMessageContaining("cool-integration on site site-www: Wait.");
  }

  @Test
  void whatIsOverCanNotBeConfirmed() {
    platform.nextAnswers(409, "{\"error\":\"operation_over\",\"msg\":\"It is over.\"}");

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> client.confirmOperation("op_1"))
        .withMessageContaining("operation op_1: It is over.");
  }

  @Test
  void anAnswerThatIsNoOperationIsNotTakenForOne() {
    platform.nextAnswers(200, ENABLED.replace("\"enabled\"", "\"upgrading\""));

    assertThatExceptionOfType(Unreachable.class).isThrownBy(() -> client.operation("op_1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "..", "op 1", "op_1?x"})
  void anIdThatCanNotBeOneIsNotAskedFor(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> client.operation(id));
    assertThat(platform.requests()).isEmpty();
  }
}

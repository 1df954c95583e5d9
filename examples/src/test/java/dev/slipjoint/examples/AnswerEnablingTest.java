package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.examples.AnswerEnabling.Accounts;
import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.testing.TestPlatform;
import dev.slipjoint.sdk.testing.TestPlatformExtension;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(TestPlatformExtension.class)
class AnswerEnablingTest {
  private static final Map<Accounts.State, String> ANSWERS =
      Map.of(
          Accounts.State.OPEN, "200 {\"result\":\"ok\"}",
          Accounts.State.BEING_MADE, "202 {\"result\":\"accepted\"}",
          Accounts.State.BUSY, "503 {\"result\":\"retryLater\",\"reason\":\"We are busy.\"}",
          Accounts.State.NONE_LEFT,
              "422 {\"result\":\"reject\",\"reason\":\"Your plan has no account left.\"}",
          Accounts.State.SIGNED_OUT,
              "401 {\"result\":\"reauth\",\"reason\":\"Sign in to your account again.\"}");

  @ParameterizedTest
  @EnumSource(Accounts.State.class)
  void enablingIsAnsweredWithWhatTheAccountsSay(Accounts.State state, TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    AnswerEnabling.define(integration, siteId -> state);

    var answer = platform.install(integration).site("site-www").enableDirectly();

    assertThat(answer.status() + " " + answer.body().orElseThrow()).isEqualTo(ANSWERS.get(state));
  }
}

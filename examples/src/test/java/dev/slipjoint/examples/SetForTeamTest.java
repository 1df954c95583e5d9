package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.testing.TestPlatform;
import dev.slipjoint.sdk.testing.TestPlatformExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPlatformExtension.class)
class SetForTeamTest {

  @Test
  void theContextIsSet(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    SetForTeam.define(integration);
    // begin: team
    var team = platform.install(integration).onTeam();

    team.call("cool-function");

    assertThat(team.context(SetForTeam.CoolContext.class).customField()).isEqualTo("custom_value");
    // end: team
  }
}

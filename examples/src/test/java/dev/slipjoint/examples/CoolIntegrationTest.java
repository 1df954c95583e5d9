package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.testing.TestIntegration;
import dev.slipjoint.sdk.testing.TestPlatform;
import dev.slipjoint.sdk.testing.TestPlatformExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPlatformExtension.class)
class CoolIntegrationTest {
  private TestIntegration cool;

  @BeforeEach
  void isInstalled(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    CoolIntegration.define(integration);
    cool = platform.install(integration);
  }

  @Test
  void itSaysThanks() {
    assertThat(cool.site("site-www").enableDirectly().body()).hasValue("Thanks for enabling me.");
  }

  @Test
  void whatIsSetIsRead() {
    var site = cool.onSite("site-www");

    site.call("cool-function");

    assertThat(site.call("read-function").body()).hasValue("custom_value");
  }

  @Test
  void bothContextsAreShown() {
    cool.onTeam().call("team-function");
    var site = cool.onSite("site-www");
    site.call("cool-function");

    var answer = site.call("both-function");

    assertThat(answer.body().orElseThrow())
        .contains(
            "\"site\":{\"custom_field\":\"custom_value\"}",
            "\"team\":{\"custom_field\":\"team_value\"}");
  }
}

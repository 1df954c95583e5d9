package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.testing.TestPlatform;
import dev.slipjoint.sdk.testing.TestPlatformExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPlatformExtension.class)
class RetrieveBothTest {

  @Test
  void bothContextsAreRead(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    RetrieveBoth.define(integration);
    var cool = platform.install(integration);
    // begin: both
    cool.onTeam().setContext(Map.of("custom_field", "of the team"));
    var site = cool.onSite("site-www");
    site.setContext(Map.of("custom_field", "of the site"));

    var answer = site.call("cool-function");

    assertThat(answer.body().orElseThrow()).contains("of the site", "of the team");
    // end: both
  }
}

package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.testing.TestPlatform;
import dev.slipjoint.sdk.testing.TestPlatformExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// begin: test
@ExtendWith(TestPlatformExtension.class)
class SetForSiteTest {

  @Test
  void theContextIsSet(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    SetForSite.define(integration);
    var site = platform.install(integration).onSite("site-www");

    var answer = site.call("cool-function");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(site.context().string("custom_field")).isEqualTo("custom_value");
  }
}
// end: test

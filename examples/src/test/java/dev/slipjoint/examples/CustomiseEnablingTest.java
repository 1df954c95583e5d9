package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.testing.TestPlatform;
import dev.slipjoint.sdk.testing.TestPlatformExtension;
import dev.slipjoint.sdk.testing.TestSite;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPlatformExtension.class)
class CustomiseEnablingTest {
  private TestSite site;

  @BeforeEach
  void isEnabled(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    CustomiseEnabling.define(integration);
    site = platform.install(integration).onSite("site-www");
  }

  @Test
  void enablingLeavesAGreeting() {
    assertThat(site.context().string("greeting")).isEqualTo("hello");
  }

  @Test
  void itIsDisabled() {
    assertThat(site.disable().status()).isEqualTo(200);
    assertThat(site.isEnabled()).isFalse();
  }

  // begin: locked
  @Test
  void itStaysEnabledWhileItIsLocked() {
    site.setContext(Map.of("locked", true));

    var answer = site.disable();

    assertThat(answer.status()).isEqualTo(423);
    assertThat(answer.body()).hasValue("Unlock it first.");
    assertThat(site.isEnabled()).isTrue();
  }
  // end: locked
}

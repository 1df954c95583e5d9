package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.OperationState;
import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.testing.Dispatch;
import dev.slipjoint.sdk.testing.TestPlatform;
import dev.slipjoint.sdk.testing.TestPlatformExtension;
import dev.slipjoint.sdk.testing.TestSite;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPlatformExtension.class)
class CustomiseEnablingTest {
  private TestPlatform platform;
  private TestSite site;

  @BeforeEach
  void isEnabled(TestPlatform platform) {
    this.platform = platform;
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
    assertThat(site.disable().state()).isEqualTo(OperationState.DISABLED);
    assertThat(site.isEnabled()).isFalse();
  }

  // begin: locked
  @Test
  void itStaysEnabledWhileItIsLocked() {
    site.setContext(Map.of("locked", true));

    var operation = site.disable();

    assertThat(operation.state()).isEqualTo(OperationState.FAILED);
    assertThat(operation.reason()).hasValue("Unlock it first.");
    assertThat(site.isEnabled()).isTrue();
  }

  // end: locked

  // begin: again
  @Test
  void itIsAskedAgainUntilItAnswers() {
    platform.faults().integrationDies();
    var operation = site.disable();
    assertThat(operation.state()).isEqualTo(OperationState.DISABLING);

    platform.faults().integrationRevives();
    platform.clock().set(operation.nextAttemptAt().orElseThrow());

    assertThat(operation.awaitEnd().state()).isEqualTo(OperationState.DISABLED);
  }

  // end: again

  // begin: dispatches
  @Test
  void itIsDisabledOnceThoughItIsAskedTwice() {
    platform.faults().deliverNextTwice();

    assertThat(site.disable().state()).isEqualTo(OperationState.DISABLED);
    assertThat(platform.dispatches())
        .extracting(Dispatch::handler)
        .containsExactly("on-enable", "on-disable", "on-disable");
  }

  // end: dispatches

  // begin: directly
  @Test
  void aClientThatCallsDirectlyIsAnsweredByTheIntegrationItself() {
    site.setContext(Map.of("locked", true));

    assertThat(site.disableDirectly().status()).isEqualTo(423);
    assertThat(site.isEnabled()).isTrue();
  }
  // end: directly
}

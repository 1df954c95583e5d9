package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.testing.TestPlatform;
import dev.slipjoint.sdk.testing.TestPlatformExtension;
import dev.slipjoint.sdk.testing.TestSite;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same integration, where not all is well. */
@ExtendWith(TestPlatformExtension.class)
class SetForSiteInTroubleTest {
  // begin: enabled
  private TestPlatform platform;
  private TestSite site;

  @BeforeEach
  void isEnabled(TestPlatform platform) {
    this.platform = platform;
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    SetForSite.define(integration);
    site = platform.install(integration).onSite("site-www");
  }

  // end: enabled

  // begin: viewer
  @Test
  void aViewerCantSetIt() {
    site.as(platform.viewerToken()).call("cool-function");

    assertThat(site.context().find("custom_field")).isEmpty();
  }

  // end: viewer

  // begin: lost
  @Test
  void theContextIsSetThoughAnAnswerIsLost() {
    platform.faults().loseNextAnswer();

    assertThat(site.call("cool-function").status()).isEqualTo(200);
    assertThat(site.context().string("custom_field")).isEqualTo("custom_value");
  }

  // end: lost

  // begin: dead
  @Test
  void theHandlerFailsWhileThePlatformIsDead() {
    platform.faults().die();
    assertThat(site.call("cool-function").status()).isEqualTo(500);

    platform.faults().revive();
    assertThat(site.call("cool-function").status()).isEqualTo(200);
  }

  // end: dead

  // begin: revoked
  @Test
  void nothingIsSetWhenTheTokenOfTheCallIsRevoked() {
    platform.faults().revokeNextCallToken();

    assertThat(site.call("cool-function").status()).isEqualTo(500);
    assertThat(site.context().find("custom_field")).isEmpty();
  }

  // end: revoked

  // begin: expiry
  @Test
  void aTokenThatExpiredIsUnauthorized() {
    var forAnHour = site.as(platform.ownerToken(Duration.ofHours(1)));
    assertThat(forAnHour.call("cool-function").status()).isEqualTo(200);

    platform.clock().advance(Duration.ofHours(1));
    assertThat(forAnHour.call("cool-function").status()).isEqualTo(401);
  }
  // end: expiry
}

package dev.slipjoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationApiException;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each fault, and what the SDK makes of it. */
@ExtendWith(TestPlatformExtension.class)
class FaultsTest {
  private TestPlatform platform;
  private Faults faults;
  private TestIntegration cool;

  @BeforeEach
  void aPlatformRuns(TestPlatform platform) {
    this.platform = platform;
    this.faults = platform.faults();
    this.cool = platform.install(Cool.on(platform));
  }

  @Nested
  class WhenAnAnswerIsLost {

    @Test
    void anUpdateIsMadeAgainAndThereOnce() {
      TestSite site = cool.onSite("site-www");

      faults.loseNextAnswer();

      assertThat(site.call("cool-function").status()).isEqualTo(200);
      assertThat(site.context().toString()).isEqualTo("{\"custom_field\":\"custom_value\"}");
      theNextAnswerArrives();
    }

    @Test
    void disablingIsDoneThoughTheSecondAttemptFindsNothing() {
      TestSite site = cool.onSite("site-www");

      faults.loseNextAnswer();

      HandlerResponse answer = site.disable();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).hasValue("Integration disabled");
      assertThat(site.isEnabled()).isFalse();
      theNextAnswerArrives();
    }

    @Test
    void enablingIsNotTriedAgainAndTheNextOneFindsItEnabled() {
      TestSite site = cool.site("site-www");

      faults.loseNextAnswer();

      assertThat(site.enable().status()).isEqualTo(500);
      assertThat(site.isEnabled()).isTrue();
      assertThat(site.enable().body()).hasValue("{\"message\":\"Integration already enabled\"}");
    }

    @Test
    void aClientThatEnablesIsToldThatNobodyKnows() {
      cool.site("site-www");
      var client =
          new NetlifyIntegrationClient(platform.url(), "cool-integration", platform.ownerToken());

      faults.loseNextAnswer();

      assertThatThrownBy(() -> client.enableSiteIntegration("site-www"))
          .isInstanceOf(IntegrationApiException.Unreachable.class);
      assertThatThrownBy(() -> client.enableSiteIntegration("site-www"))
          .isInstanceOf(IntegrationApiException.AlreadyEnabled.class);
    }

    /** So the other was lost: enabling isn't tried again. */
    private void theNextAnswerArrives() {
      assertThat(cool.site("site-docs").enable().status()).isEqualTo(200);
    }
  }

  @Nested
  class WhenThePlatformIsDead {

    @Test
    void aCallIsAnswered502AndTheLogSaysTheAddress() {
      TestSite site = cool.onSite("site-www");

      faults.die();

      try (RecordedLog log = RecordedLog.start()) {
        assertThat(site.call("cool-function").status()).isEqualTo(502);
        assertThat(log.text()).contains("A call could not be checked", platform.url().toString());
      }
    }

    @Test
    void connectionsAreRefused() {
      faults.die();

      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    private void connect() throws IOException {
      new Socket(InetAddress.getLoopbackAddress(), platform.url().getPort()).close();
    }

    @Test
    void itStillKeepsWhatItKept() {
      TestSite site = cool.onSite("site-www");
      site.setContext(Map.of("custom_field", "before"));

      faults.die();

      assertThat(site.context().string("custom_field")).isEqualTo("before");
    }

    @Test
    void itCanBeRevivedAtTheSameAddressAsOftenAsOneLikes() {
      TestSite site = cool.onSite("site-www");
      for (String value : List.of("first", "second", "third", "fourth")) {
        faults.die();
        faults.die();
        assertThat(site.call("cool-function").status()).isEqualTo(502);
        faults.revive();
        faults.revive();
        assertThat(site.call("cool-function", value).status()).isEqualTo(200);
        assertThat(site.context().string("custom_field")).isEqualTo(value);
      }
    }
  }

  @Nested
  class WhenThePlatformIsSlow {

    @Test
    void aPatientCallTakesItsTime() {
      TestSite site = cool.onSite("site-www");

      faults.slow(Duration.ofMillis(200));

      long begin = System.nanoTime();
      assertThat(site.call("cool-function").status()).isEqualTo(200);
      // The caller is asked about, then the context is updated.
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(400));
      faults.slow(Duration.ZERO);
    }

    @Test
    void anImpatientOneGivesUpThoughTheChangeIsMade() {
      TestSite site = platform.install(Cool.inAHurryOn(platform)).site("site-www");

      faults.slow(Duration.ofSeconds(2));

      try (RecordedLog log = RecordedLog.start()) {
        assertThat(site.enable().status()).isEqualTo(500);
        assertThat(log.text()).contains("no answer within 300 ms");
      }
      assertThat(site.isEnabled()).isTrue();
    }
  }

  @Nested
  class WhenTokensAreRevoked {

    @Test
    void theNextCallIsUnauthorized() {
      TestSite site = cool.onSite("site-www");

      faults.revokeTokens();

      assertThat(site.call("cool-function").status()).isEqualTo(401);
      assertThat(site.as(platform.viewerToken()).call("cool-function").status()).isEqualTo(401);
      assertThat(site.isEnabled()).isTrue();
    }

    @Test
    void aHandlerIsToldInTheMiddleOfACall() {
      AtomicReference<RuntimeException> thrown = new AtomicReference<>();
      var integration = Cool.on(platform);
      integration.addApiHandler(
          "too-late",
          (event, context) -> {
            faults.revokeTokens();
            try {
              context.client().updateSiteIntegration(context.siteId(), Map.of("a", 1));
            } catch (IntegrationApiException e) {
              thrown.set(e);
            }
            return HandlerResponse.ok();
          });
      TestSite site = platform.install(integration).onSite("site-www");

      site.call("too-late");

      assertThat(thrown.get()).isInstanceOf(IntegrationApiException.Unauthorized.class);
      assertThat(site.context().members()).isEmpty();
    }

    @Test
    void theyCanBeMadeGoodAgain() {
      TestSite site = cool.onSite("site-www");
      faults.revokeTokens();

      faults.restoreTokens();

      assertThat(site.call("cool-function").status()).isEqualTo(200);
    }
  }
}

package dev.slipjoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.protocol.OperationState;
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
import java.util.concurrent.atomic.AtomicInteger;
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

      assertThat(site.disable().state()).isEqualTo(OperationState.DISABLED);
      assertThat(site.isEnabled()).isFalse();
      theNextAnswerArrives();
    }

    @Test
    void enablingDirectlyIsNotTriedAgainAndTheNextOneFindsItEnabled() {
      TestSite site = cool.site("site-www");

      faults.loseNextAnswer();

      assertThat(site.enableDirectly().status()).isEqualTo(500);
      assertThat(site.isEnabled()).isTrue();
      assertThat(site.enableDirectly().body())
          .hasValue("{\"message\":\"Integration already enabled\"}");
    }

    @Test
    void anOperationAsksAgainAndEnablesOnce() {
      TestSite site = cool.site("site-www");

      faults.loseNextAnswer();
      TestOperation operation = site.enable();
      assertThat(operation.state()).isEqualTo(OperationState.ENABLING);
      assertThat(site.isEnabled()).isFalse();

      platform.clock().advance(Duration.ofSeconds(5));
      assertThat(operation.awaitEnd().state()).isEqualTo(OperationState.ENABLED);
      assertThat(operation.attempts()).isEqualTo(2);
      assertThat(site.isEnabled()).isTrue();
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
      assertThat(cool.site("site-docs").enableDirectly().status()).isEqualTo(200);
    }
  }

  @Nested
  class WhenThePlatformIsDead {

    @Test
    void aDirectCallIsAnswered502AndTheLogSaysTheAddress() {
      TestSite site = cool.onSite("site-www");

      faults.die();

      try (RecordedLog log = RecordedLog.start()) {
        assertThat(site.callDirectly("cool-function").status()).isEqualTo(502);
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
        assertThat(site.call("cool-function").status()).isEqualTo(500);
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
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
      faults.slow(Duration.ZERO);
    }

    @Test
    void anImpatientOneGivesUpThoughTheChangeIsMade() {
      TestSite site = platform.install(Cool.inAHurryOn(platform)).site("site-www");

      faults.slow(Duration.ofSeconds(2));

      try (RecordedLog log = RecordedLog.start()) {
        assertThat(site.enableDirectly().status()).isEqualTo(500);
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
    void aHandlerIsToldInTheMiddleOfADirectCall() {
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

      site.callDirectly("too-late");

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

  @Nested
  class WhenTheTokenOfACallIsRevoked {

    @Test
    void theHandlersClientIsUnauthorized() {
      TestSite site = cool.onSite("site-www");

      faults.revokeNextCallToken();

      try (RecordedLog log = RecordedLog.start()) {
        assertThat(site.call("cool-function").status()).isEqualTo(500);
        assertThat(log.text()).contains("Unauthorized");
      }
      assertThat(site.context().members()).isEmpty();
      assertThat(site.call("cool-function").status()).isEqualTo(200);
    }

    @Test
    void enablingFailsAndLeavesNothing() {
      TestSite site = cool.site("site-www");

      faults.revokeNextCallToken();

      assertThat(site.enable().state()).isEqualTo(OperationState.FAILED);
      assertThat(site.isEnabled()).isFalse();
    }

    @Test
    void byForceInTheMiddleOfACallItIsWorthNothingFromThenOn() {
      AtomicReference<RuntimeException> thrown = new AtomicReference<>();
      AtomicReference<TestSite> there = new AtomicReference<>();
      var integration = Cool.on(platform);
      integration.addApiHandler(
          "too-late",
          (event, context) -> {
            context.client().updateSiteIntegration(context.siteId(), Map.of("a", 1));
            there.get().disableByForce();
            try {
              context.client().updateSiteIntegration(context.siteId(), Map.of("a", 2));
            } catch (IntegrationApiException e) {
              thrown.set(e);
            }
            return HandlerResponse.ok();
          });
      TestSite site = platform.install(integration).onSite("site-www");
      there.set(site);

      site.call("too-late");

      assertThat(thrown.get()).isInstanceOf(IntegrationApiException.Unauthorized.class);
      assertThat(site.isEnabled()).isFalse();
    }
  }

  @Nested
  class WhenACallIsDeliveredTwice {
    private final AtomicInteger runs = new AtomicInteger();
    private TestIntegration counting;

    @BeforeEach
    void anIntegrationThatCountsIsInstalled() {
      var integration = Cool.on(platform);
      integration.addApiHandler("count", (event, context) -> counted(event.body().orElse("")));
      integration.onEnable((event, context) -> counted("enabled"));
      integration.onDisable((event, context) -> counted("disabling"));
      counting = platform.install(integration);
    }

    private HandlerResponse counted(String text) {
      runs.incrementAndGet();
      return HandlerResponse.text(text);
    }

    @Test
    void aHandlerRunsOnceAndTheFirstAnswerCounts() {
      TestSite site = counting.onSite("site-www");
      runs.set(0);

      faults.deliverNextTwice();
      HandlerResponse answer = site.call("count", "sent");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).hasValue("sent");
      assertThat(runs).hasValue(1);
      assertThat(platform.dispatches().subList(1, 3))
          .allMatch(it -> it.equals(platform.dispatches().getLast()));
      assertThat(site.call("count").status()).isEqualTo(200);
      assertThat(platform.dispatches()).hasSize(4);
    }

    @Test
    void anIntegrationIsEnabledAndDisabledOnce() {
      TestSite site = counting.site("site-www");

      faults.deliverNextTwice();
      assertThat(site.enable().state()).isEqualTo(OperationState.ENABLED);
      assertThat(runs).hasValue(1);

      faults.deliverNextTwice();
      assertThat(site.disable().state()).isEqualTo(OperationState.DISABLED);
      assertThat(runs).hasValue(2);
      assertThat(platform.dispatches())
          .extracting(Dispatch::handler)
          .containsExactly("on-enable", "on-enable", "on-disable", "on-disable");
    }
  }

  @Nested
  class WhenTheIntegrationIsDead {

    @Test
    void aCallIsABadGatewayUntilItLivesAgain() {
      TestSite site = cool.onSite("site-www");

      faults.integrationDies();
      assertThat(site.call("cool-function").status()).isEqualTo(502);
      assertThat(site.callDirectly("cool-function").status()).isEqualTo(200);

      faults.integrationRevives();
      assertThat(site.call("cool-function").status()).isEqualTo(200);
    }

    @Test
    void enablingIsGivenUpInTheEnd() {
      TestSite site = cool.site("site-www");

      faults.integrationDies();
      TestOperation operation = site.enable();
      assertThat(operation.state()).isEqualTo(OperationState.ENABLING);

      platform.clock().advance(Duration.ofMinutes(5));
      assertThat(operation.awaitEnd().code()).hasValue("timed_out");
      assertThat(site.isEnabled()).isFalse();
      assertThat(platform.dispatches()).isEmpty();
    }

    @Test
    void disablingIsDoneInTheEnd() {
      TestSite site = cool.onSite("site-www");

      faults.integrationDies();
      TestOperation operation = site.disable();
      assertThat(site.isEnabled()).isTrue();

      platform.clock().advance(Duration.ofMinutes(5));
      assertThat(operation.awaitEnd().state()).isEqualTo(OperationState.DISABLED);
      assertThat(site.isEnabled()).isFalse();
    }
  }

  @Nested
  class WhenTheIntegrationIsSlow {

    @Test
    void aPatientCallTakesItsTime() {
      TestSite site = cool.onSite("site-www");

      faults.integrationIsSlow(Duration.ofMillis(200));

      long begin = System.nanoTime();
      assertThat(site.call("cool-function").status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void anAnswerThatIsTooLateIsNotSeenThoughTheCallIsDone() {
      TestSite site = cool.onSite("site-www");

      faults.integrationIsSlow(Duration.ofMinutes(1));

      assertThat(site.call("cool-function").status()).isEqualTo(502);
      assertThat(site.context().string("custom_field")).isEqualTo("custom_value");
    }

    @Test
    void enablingAsksAgainWhatWasDoneAlreadyAndEnablesOnce() {
      TestSite site = cool.site("site-www");

      faults.integrationIsSlow(Duration.ofMinutes(1));
      TestOperation operation = site.enable();
      faults.integrationIsSlow(Duration.ZERO);
      platform.clock().advance(Duration.ofSeconds(5));

      assertThat(operation.awaitEnd().state()).isEqualTo(OperationState.ENABLED);
      assertThat(platform.dispatches()).extracting(Dispatch::attempt).containsExactly(1, 2);
      assertThat(platform.dispatches()).extracting(Dispatch::callId).containsOnly(operation.id());
    }
  }
}

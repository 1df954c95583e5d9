package dev.slipjoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.protocol.OperationState;
import dev.slipjoint.sdk.ApiHandler;
import dev.slipjoint.sdk.EnableResult;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationApiException;
import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operations on a test platform: what their tests see, and how the clock drives them. */
@ExtendWith(TestPlatformExtension.class)
class TestOperationTest {
  private final AtomicReference<ApiHandler> onEnable =
      new AtomicReference<>((event, context) -> EnableResult.ok());
  private final AtomicReference<NetlifyIntegrationClient> client = new AtomicReference<>();
  private TestPlatform platform;
  private TestSite site;

  @BeforeEach
  void anIntegrationIsInstalled(TestPlatform platform) {
    this.platform = platform;
    NetlifyIntegration integration = Cool.on(platform);
    integration.onEnable(
        (event, context) -> {
          client.set(context.client());
          return onEnable.get().handle(event, context);
        });
    site = platform.install(integration).site("site-www");
  }

  @Test
  void isOverWhenTheIntegrationAgrees() {
    TestOperation operation = site.enable(Map.of("first", true));

    assertThat(operation.state()).isEqualTo(OperationState.ENABLED);
    assertThat(operation.awaitEnd().attempts()).isEqualTo(1);
    assertThat(operation.reason()).isEmpty();
    assertThat(operation.now().siteId()).hasValue("site-www");
    assertThat(site.context()).hasToString("{\"first\":true}");
    assertThatThrownBy(site::enable).isInstanceOf(IntegrationApiException.AlreadyEnabled.class);
  }

  @Test
  void tellsTheReasonAndTheCode() {
    onEnable.set((event, context) -> EnableResult.reauth("Connect again."));

    TestOperation operation = site.enable();

    assertThat(operation.state()).isEqualTo(OperationState.FAILED);
    assertThat(operation.code()).hasValue("reauth_required");
    assertThat(operation.reason()).hasValue("Connect again.");
    assertThat(site.isEnabled()).isFalse();
  }

  @Test
  void tellsTheReasonOfAMereText() {
    onEnable.set((event, context) -> HandlerResponse.status(423).withBody("Unlock it first."));

    assertThat(site.enable().reason()).hasValue("Unlock it first.");
  }

  @Test
  void isDrivenOnByTheClockAlone() {
    onEnable.set((event, context) -> EnableResult.retryLater(Duration.ofMinutes(1), "Busy."));
    TestOperation operation = site.enable();

    assertThat(operation.state()).isEqualTo(OperationState.ENABLING);
    assertThat(operation.nextAttemptAt())
        .hasValue(platform.clock().instant().plus(Duration.ofMinutes(1)));
    assertThatThrownBy(operation::awaitEnd)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Nothing happens before 2026-01-01T00:01:00Z: advance");

    platform.clock().advance(Duration.ofMinutes(1));
    assertThat(operation.awaitRest().attempts()).isEqualTo(2);
    onEnable.set((event, context) -> EnableResult.ok());
    platform.clock().set(operation.nextAttemptAt().orElseThrow());
    assertThat(operation.awaitEnd().state()).isEqualTo(OperationState.ENABLED);
    assertThat(operation.attempts()).isEqualTo(3);
  }

  @Test
  void waitsForAConfirmationHoweverLongThatTakes() {
    onEnable.set((event, context) -> EnableResult.accepted());
    TestOperation operation = site.enable();
    assertThat(operation.state()).isEqualTo(OperationState.ENABLING);
    assertThat(site.isEnabled()).isFalse();

    Thread.ofVirtual().start(() -> client.get().confirmOperation(operation.id()));

    assertThat(operation.awaitEnd().state()).isEqualTo(OperationState.ENABLED);
    assertThat(site.isEnabled()).isTrue();
  }

  @Test
  void isGivenUpIfNobodyConfirmsInTime() {
    onEnable.set((event, context) -> EnableResult.accepted());
    TestOperation operation = site.enable();

    platform.clock().advance(Duration.ofHours(12));

    assertThat(operation.awaitEnd().code()).hasValue("timed_out");
    assertThat(site.isEnabled()).isFalse();
  }

  @Test
  void thatIsForcedAsksNobody() {
    site.enable();

    assertThat(site.disableByForce().state()).isEqualTo(OperationState.DISABLED);

    assertThat(site.isEnabled()).isFalse();
    assertThat(platform.dispatches()).extracting(Dispatch::handler).containsExactly("on-enable");
    assertThatThrownBy(site::disableByForce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("404");
  }

  @Test
  void isWhatTheDispatchesAreAbout() {
    TestOperation operation = site.enable();
    site.call("cool-function");

    Dispatch enabling = platform.dispatches().getFirst();
    assertThat(enabling.callId()).isEqualTo(operation.id());
    assertThat(enabling.operationId()).hasValue(operation.id());
    assertThat(enabling.handler()).isEqualTo("on-enable");
    assertThat(enabling.method()).isEqualTo("POST");
    assertThat(enabling.siteId()).hasValue("site-www");
    assertThat(enabling.teamId()).isEqualTo(TestPlatform.TEAM);
    assertThat(enabling.user()).isEqualTo("owner");
    assertThat(enabling.attempt()).isEqualTo(1);
    Dispatch calling = platform.dispatches().getLast();
    assertThat(calling.handler()).isEqualTo("cool-function");
    assertThat(calling.callId()).startsWith("call_");
    assertThat(calling.operationId()).isEmpty();
  }
}

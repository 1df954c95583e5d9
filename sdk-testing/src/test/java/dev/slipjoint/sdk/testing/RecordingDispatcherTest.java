package dev.slipjoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.dispatch.CallBody;
import dev.slipjoint.platform.dispatch.CallFailed;
import dev.slipjoint.platform.dispatch.CallHeader;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.dispatch.HandlerDispatcher;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationServer;
import dev.slipjoint.sdk.IntegrationSettings;
import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.server.dispatch.HttpDispatcher;
import dev.slipjoint.server.outbound.Destinations;
import dev.slipjoint.server.outbound.Outbound;
import dev.slipjoint.server.outbound.OutboundBounds;
import dev.slipjoint.server.outbound.PrivateAddresses;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever stands before the dispatcher keeps what the dispatcher itself promises. */
class RecordingDispatcherTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final SigningSecret SECRET = new SigningSecret("shared-with-the-integration");

  private IntegrationServer integration;
  private Outbound outbound;
  private HttpDispatcher http;

  /** What may stand before the real one. */
  enum Before {
    NOTHING,
    THE_RECORDER,
    FAULTS_THAT_DO_NOT_HAPPEN;

    HandlerDispatcher stand(HandlerDispatcher delivering) {
      return switch (this) {
        case NOTHING -> delivering;
        case THE_RECORDER -> new RecordingDispatcher(delivering);
        case FAULTS_THAT_DO_NOT_HAPPEN ->
            new FaultyDelivery(new RecordingDispatcher(delivering), Duration.ofSeconds(5));
      };
    }
  }

  @BeforeEach
  void anIntegrationIsServed() {
    IntegrationSettings settings =
        IntegrationSettings.of("cool-integration").withSecrets(SECRET.text()).withClock(() -> NOW);
    var defined = new NetlifyIntegration(settings);
    defined.addApiHandler(
        "echo",
        (event, context) ->
            HandlerResponse.text(event.body().orElse(""))
                .withStatus(418)
                .withHeader("x-site", context.siteId())
                .withHeader("x-sent", event.header("x-sent").orElse("")));
    integration = defined.serve(0);
    Duration patience = Duration.ofSeconds(5);
    outbound =
        new Outbound(
            new Destinations(PrivateAddresses.parse("127.0.0.1,[::1]"), Set.of(80), port -> false));
    http =
        new HttpDispatcher(outbound, new OutboundBounds(patience, patience, patience, 1024 * 1024));
  }

  @AfterEach
  void everythingStops() {
    integration.close();
    outbound.close();
  }

  @ParameterizedTest
  @EnumSource
  void deliversTheWholeCallAndGivesTheWholeAnswer(Before before) throws Exception {
    try (HandlerAnswer answer = before.stand(http).dispatch(call("call_1", NOW))) {
      assertThat(answer.status()).isEqualTo(418);
      assertThat(answer.header("x-site")).hasValue("site-www");
      assertThat(answer.header("x-sent")).hasValue("by the caller");
      assertThat(answer.body().readAllBytes()).asString().isEqualTo("the body");
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksOnce(Before before) throws Exception {
    HandlerDispatcher dispatcher = before.stand(http);
    dispatcher.dispatch(call("call_1", NOW)).close();

    try (HandlerAnswer again = dispatcher.dispatch(call("call_1", NOW))) {
      assertThat(again.status()).as("the integration has seen it once").isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatNothingWasSentWhereNobodyListens(Before before) {
    integration.close();

    assertThatThrownBy(() -> before.stand(http).dispatch(call("call_1", NOW)))
        .isInstanceOfSatisfying(CallFailed.class, it -> assertThat(it.nothingSent()).isTrue());
  }

  @Test
  void writesDownEachAttempt() throws Exception {
    RecordingDispatcher recorder = new RecordingDispatcher(http);
    recorder.dispatch(call("call_1", NOW)).close();
    recorder.dispatch(call("call_2", NOW)).close();
    recorder.dispatch(call("call_1", NOW.plusSeconds(1))).close();
    recorder.dispatch(call("call_1", NOW.plusSeconds(1))).close();

    assertThat(recorder.dispatches())
        .extracting(it -> it.callId() + " " + it.attempt())
        .containsExactly("call_1 1", "call_2 1", "call_1 2", "call_1 2");
    assertThat(recorder.dispatches().getFirst().toString())
        .contains("echo", "site-www", "team-acme", "ada")
        .doesNotContain("slipc_", "the body");
  }

  private HandlerCall call(String id, Instant sentAt) {
    byte[] body = "the body".getBytes(StandardCharsets.UTF_8);
    return new HandlerCall(
        URI.create(integration.url().toString()),
        new CallStatement(
            id,
            new Slug("cool-integration"),
            "echo",
            "POST",
            new TeamId("team-acme"),
            Optional.of(new SiteId("site-www")),
            new UserId("ada"),
            "user",
            "owner",
            Optional.empty()),
        sentAt,
        new Secret("slipc_any"),
        List.of(SECRET),
        "",
        List.of(new CallHeader("x-sent", "by the caller")),
        1,
        Optional.of(new CallBody(new ByteArrayInputStream(body), OptionalLong.of(body.length))));
  }
}

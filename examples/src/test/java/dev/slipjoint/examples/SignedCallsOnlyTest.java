package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.sdk.HandlerEvent;
import dev.slipjoint.sdk.IntegrationSettings;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The platform isn't asked, so there is none. */
class SignedCallsOnlyTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final IntegrationSettings settings =
      IntegrationSettings.of("cool-integration")
          .withSecrets("a-secret-of-ours")
          .withSignedCallsOnly(true)
          .withClock(() -> NOW);
  private final NetlifyIntegration integration = new NetlifyIntegration(settings);

  @BeforeEach
  void isDefined() {
    SignedCallsOnly.define(integration);
  }

  @Test
  void whatThePlatformHasSignedIsAnswered() {
    var answer = integration.handle(signed(call()).build());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().orElseThrow())
        .contains("\"user\":\"ada\"", "\"site\":\"site-www\"", "\"call\":\"call_1\"");
  }

  @Test
  void anythingElseIsUnauthorized() {
    assertThat(integration.handle(call().build()).status()).isEqualTo(401);
  }

  private static HandlerEvent.Builder call() {
    return HandlerEvent.builder("GET", "/api/who-function?siteId=site-www")
        .header("netlify-token", "slipc_token");
  }

  private HandlerEvent.Builder signed(HandlerEvent.Builder call) {
    String statement =
        new CallStatement(
                "call_1",
                new Slug("cool-integration"),
                "who-function",
                "GET",
                new TeamId("team-acme"),
                Optional.of(new SiteId("site-www")),
                new UserId("ada"),
                "user",
                "viewer",
                Optional.empty())
            .headerText();
    long seconds = NOW.getEpochSecond();
    return call.header("webhook-id", "call_1")
        .header("webhook-timestamp", Long.toString(seconds))
        .header(
            "webhook-signature",
            MessageSignature.sign(settings.secrets(), "call_1", seconds, statement))
        .header("slipjoint-statement", statement);
  }
}

package dev.slipjoint.sdk;

import static dev.slipjoint.sdk.Calls.get;
import static dev.slipjoint.sdk.Calls.handle;
import static dev.slipjoint.sdk.Calls.post;
import static dev.slipjoint.sdk.SignedCall.NOW;
import static dev.slipjoint.sdk.SignedCall.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.OperationKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCallsTest {
  static final String PATH = "/.netlify/functions/handler/cool-function";

  @AutoClose final FakePlatform platform = new FakePlatform();
  @AutoClose final RecordingLog log = RecordingLog.of("dev.slipjoint.sdk");
  final List<HandlerContext> seen = new ArrayList<>();
  final NetlifyIntegration integration = integration(settings());
  Instant now = NOW;

  IntegrationSettings settings() {
    return platform.settings().withSecrets(SECRET).withClock(() -> now);
  }

  NetlifyIntegration integration(IntegrationSettings settings) {
    NetlifyIntegration integration = new NetlifyIntegration(settings);
    ApiHandler remember =
        (event, context) -> {
          seen.add(context);
          return HandlerResponse.ok();
        };
    integration.addApiHandler("cool-function", remember);
    integration.addApiHandler("other-function", remember);
    return integration;
  }

  private static SignedCall call() {
    return SignedCall.to("cool-function", "GET");
  }

  private int status(HandlerEvent.Builder event) {
    return handle(integration, event).status();
  }

  private void assertUnauthorized(HandlerEvent.Builder event) {
    HandlerResponse answer = handle(integration, event);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("{\"error\":\"Unauthorized\"}");
    assertThat(platform.requests()).isEmpty();
  }

  @BeforeEach
  void itIsNow() {
    now = NOW;
  }

  @Test
  void theHandlerLearnsAllFromTheStatementAndThePlatformIsNotAsked() {
    assertThat(status(call().sent("GET", PATH))).isEqualTo(200);

    HandlerContext context = seen.getFirst();
    assertThat(context.siteId()).isEqualTo("site-www");
    assertThat(context.teamId()).isEqualTo("team-acme");
    assertThat(context.callId()).contains("call_1");
    assertThat(context.operationId()).isEmpty();
    assertThat(context.caller())
        .hasToString("Optional[HandlerCaller[user=bob, isInstallation=false, role=DEVELOPER]]");
    assertThat(platform.requests()).isEmpty();
  }

  @Test
  void aCallOnATeamIsAboutNoSite() {
    assertThat(status(call().onTeam().sent("GET", PATH))).isEqualTo(200);

    assertThat(seen.getFirst().optionalSiteId()).isEmpty();
    assertThat(seen.getFirst().teamId()).isEqualTo("team-acme");
  }

  @Test
  void anUnsignedCallIsAskedAboutAsBefore() {
    assertThat(integration.handle(get(PATH + "?siteId=site-www")).status()).isEqualTo(200);

    assertThat(seen.getFirst().callId()).isEmpty();
    assertThat(seen.getFirst().optionalTeamId()).isEmpty();
    assertThat(platform.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?siteId=site-www", "?teamId=team-acme", "?siteId=site-www&teamId=team-acme"})
  void theQueryMayNameTheSame(String query) {
    assertThat(status(call().sent("GET", PATH + query))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "?siteId=site-docs, siteId",
    "?siteId=site-www&teamId=team-of-others, teamId",
    "?siteId=site-www&siteId=site-docs, siteId",
    "?siteId=.., site id"
  })
  void theQueryMayNameNothingElse(String query, String named) {
    HandlerResponse answer = handle(integration, call().sent("GET", PATH + query));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).get().asString().contains(named);
    assertThat(seen).isEmpty();
  }

  @Test
  void theQueryMayNameNoSiteWhereTheCallIsOnATeam() {
    assertThat(status(call().onTeam().sent("GET", PATH + "?siteId=site-www"))).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
  void aStatementWithoutTheRestIsNotBelieved(String missing) {
    HandlerEvent whole = call().sent("GET", PATH).build();
    HandlerEvent.Builder event = HandlerEvent.builder("GET", PATH);
    whole
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equals(missing)) {
                event.header(name, values.getFirst());
              }
            });

    assertUnauthorized(event);
  }

  @Test
  void aSignatureOfAnotherSecretIsNotBelieved() {
    assertUnauthorized(call().with("whsec_b3RoZXI=").sent("GET", PATH));

    assertThat(seen).isEmpty();
    assertThat(log.lines()).singleElement().asString().contains("its signature is wrong");
  }

  @Test
  void neitherAreLifecycleCallsSignedSo() {
    SignedCall enable = SignedCall.to("on-enable", "POST").with("other");
    SignedCall disable = SignedCall.to("on-disable", "POST").with("other");

    assertUnauthorized(enable.sent("POST", "/api/on-enable").body("{\"siteId\":\"site-www\"}"));
    assertUnauthorized(disable.sent("POST", "/api/on-disable?siteId=site-www"));
  }

  @ParameterizedTest
  @CsvSource({"rotated next, true", "next, true", "rotated, true", "retired, false"})
  void oneOfTheSecretsHasToBeOneOfTheSigners(String signers, boolean believed) {
    var rotating = integration(settings().withSecrets("next", "rotated"));
    SignedCall call = call().with(signers.split(" ", -1));

    assertThat(handle(rotating, call.sent("GET", PATH)).status()).isEqualTo(believed ? 200 : 401);
  }

  @Test
  void aStatementThatWasTamperedWithIsNotBelieved() {
    CallStatement other = call().onTeam().statement();
    HandlerEvent real = call().sent("GET", PATH).build();
    HandlerEvent.Builder event = HandlerEvent.builder("GET", PATH);
    real.headers()
        .forEach(
            (name, values) ->
                event.header(
                    name,
                    name.equals("slipjoint-statement") ? other.headerText() : values.getFirst()));

    assertUnauthorized(event);
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, -86_400, 86_400})
  void aCallOfAnotherTimeIsNotBelieved(long secondsLater) {
    assertUnauthorized(call().at(NOW.plusSeconds(secondsLater)).sent("GET", PATH));
  }

  @ParameterizedTest
  @ValueSource(longs = {-299, 299})
  void clocksMayDifferABit(long secondsLater) {
    assertThat(status(call().at(NOW.plusSeconds(secondsLater)).sent("GET", PATH))).isEqualTo(200);
  }

  @Test
  void aReplayIsNotBelieved() {
    HandlerEvent call = call().sent("GET", PATH).build();

    assertThat(integration.handle(call).status()).isEqualTo(200);
    now = NOW.plus(Duration.ofMinutes(4));
    assertThat(integration.handle(call).status()).isEqualTo(401);
    now = NOW.plus(Duration.ofMinutes(6));
    assertThat(integration.handle(call).status()).isEqualTo(401);
    now = NOW;
    assertThat(integration.handle(call).status()).isEqualTo(401);
    assertThat(seen).hasSize(1);
  }

  @Test
  void anotherAttemptAtTheSameOperationIsNoReplay() {
    SignedCall first = call().in(OperationKind.ENABLE);

    assertThat(status(first.sent("GET", PATH))).isEqualTo(200);
    assertThat(status(first.at(NOW.plusSeconds(1)).sent("GET", PATH))).isEqualTo(200);
    assertThat(seen.stream().map(HandlerContext::operationId))
        .allSatisfy(id -> assertThat(id).contains("op_1"));
  }

  @Test
  void aSignatureForAnotherHandlerMethodOrIntegrationIsNotBelieved() {
    assertUnauthorized(call().sent("GET", "/api/other-function"));
    assertUnauthorized(call().sent("POST", PATH));
    assertUnauthorized(call().sent("get", PATH));

    var other =
        integration(
            IntegrationSettings.of("other-integration")
                .withPlatform(platform.url())
                .withSecrets(SECRET)
                .withClock(() -> now));
    assertThat(handle(other, call().sent("GET", PATH)).status()).isEqualTo(401);
    assertThat(seen).isEmpty();
    assertThat(status(call().sent("GET", PATH))).as("it can still be used rightly").isEqualTo(200);
  }

  @Test
  void aCallThatIsSignedStillNeedsAToken() {
    HandlerEvent whole = call().sent("GET", PATH).build();
    HandlerEvent.Builder event = HandlerEvent.builder("GET", PATH);
    whole.headers().entrySet().stream()
        .filter(header -> !header.getKey().equals("netlify-token"))
        .forEach(header -> event.header(header.getKey(), header.getValue().getFirst()));

    assertUnauthorized(event);
  }

  @Test
  void withoutASecretStatementsMeanNothingAndThatIsToldOnce() {
    var without = integration(platform.settings().withSecrets());

    for (int i = 0; i < 2; i++) {
      var answer = handle(without, call().with("any").sent("GET", PATH + "?siteId=site-www"));
      assertThat(answer.status()).isEqualTo(200);
    }

    assertThat(seen.getFirst().callId()).isEmpty();
    assertThat(seen.getFirst().caller().map(HandlerCaller::user)).contains("ada");
    assertThat(log.lines()).singleElement().asString().contains("INTEGRATION_SECRET");
  }

  @Test
  void unsignedCallsAreRefusedWhereTheAuthorSaysSo() {
    var signedOnly = integration(settings().withSignedCallsOnly(true));

    assertThat(signedOnly.handle(get(PATH + "?siteId=site-www")).status()).isEqualTo(401);
    assertThat(signedOnly.handle(post("/api/on-enable", "{\"siteId\":\"site-www\"}")).status())
        .isEqualTo(401);
    assertThat(signedOnly.handle(post("/api/on-disable?siteId=site-www")).status()).isEqualTo(401);
    assertThat(signedOnly.handle(post("/api/on-disconnect")).status()).isEqualTo(401);
    assertThat(platform.requests()).isEmpty();
    assertThat(handle(signedOnly, call().sent("GET", PATH)).status()).isEqualTo(200);
  }

  @Test
  void signedCallsOnlyNeedsASecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> integration(settings().withSecrets().withSignedCallsOnly(true)))
        .withMessageContaining("INTEGRATION_SECRET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "{\"callId\":1}"})
  void whatIsSignedButNoStatementIsNotBelieved(String json) {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    String signature =
        MessageSignature.sign(call().secrets(), "call_1", NOW.getEpochSecond(), payload);

    assertUnauthorized(
        Calls.anonymous("GET", PATH)
            .header("netlify-token", FakePlatform.ADA)
            .header("webhook-id", "call_1")
            .header("webhook-timestamp", Long.toString(NOW.getEpochSecond()))
            .header("webhook-signature", signature)
            .header("slipjoint-statement", payload));
  }
}

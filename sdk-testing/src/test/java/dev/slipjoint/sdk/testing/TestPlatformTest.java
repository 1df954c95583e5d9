package dev.slipjoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.protocol.OperationState;
import dev.slipjoint.sdk.EnableResult;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationApiException;
import dev.slipjoint.sdk.IntegrationApiException.NotEnabled;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPlatformExtension.class)
class TestPlatformTest {

  @Test
  void anIntegrationIsEnabledCalledAndDisabledOnASite(TestPlatform platform) {
    TestSite site = platform.install(Cool.on(platform)).onSite("site-www");
    assertThat(site.isEnabled()).isTrue();
    assertThat(site.context().members()).isEmpty();

    assertThat(site.call("cool-function").status()).isEqualTo(200);
    assertThat(site.context().string("custom_field")).isEqualTo("custom_value");
    assertThat(site.call("cool-function", "another").status()).isEqualTo(200);
    assertThat(site.context(CoolContext.class)).isEqualTo(new CoolContext("another"));

    assertThat(site.disable().state()).isEqualTo(OperationState.DISABLED);
    assertThat(site.isEnabled()).isFalse();
    assertThatThrownBy(site::context).isInstanceOf(NotEnabled.class);
  }

  @Test
  void anIntegrationIsEnabledCalledAndDisabledOnTheTeam(TestPlatform platform) {
    TestTeam team = platform.install(Cool.on(platform)).onTeam();

    assertThat(team.call("cool-function").status()).isEqualTo(200);
    assertThat(team.context().string("custom_field")).isEqualTo("custom_value");
    team.setContext(Map.of("custom_field", "set"));
    assertThat(team.context(CoolContext.class).customField()).isEqualTo("set");
    assertThatThrownBy(team.as(platform.viewerToken())::disable)
        .isInstanceOf(IntegrationApiException.class)
        .hasMessageContaining("insufficient_role");
    assertThat(team.disable().state()).isEqualTo(OperationState.DISABLED);
    assertThat(team.isEnabled()).isFalse();
  }

  @Test
  void aCallOfThePlatformKnowsTheTeamAndADirectOneOnlyIfItNamesIt(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    integration.addApiHandler(
        "where",
        (event, context) -> HandlerResponse.text(context.siteId() + " of " + context.teamId()));
    TestSite site = platform.install(integration).onSite("site-www");

    assertThat(site.call("where").body()).hasValue("site-www of team-acme");
    assertThat(site.callDirectly("where").status()).isEqualTo(400);
    assertThat(site.withTeam().callDirectly("where").body()).hasValue("site-www of team-acme");
  }

  @Test
  void theUsersTokenStaysOnThePlatformUnlessTheCallIsDirect(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    integration.addApiHandler(
        "token",
        (event, context) -> HandlerResponse.text(event.header("netlify-token").orElse("")));
    TestSite site = platform.install(integration).onSite("site-www");

    assertThat(site.call("token").body().orElseThrow()).startsWith("slipc_");
    assertThat(site.callDirectly("token").body()).hasValue(platform.ownerToken());
  }

  @Test
  void anIntegrationIsEnabledCalledAndDisabledDirectly(TestPlatform platform) {
    TestIntegration cool = platform.install(Cool.on(platform));
    TestSite site = cool.site("site-www");

    assertThat(site.enableDirectly().status()).isEqualTo(200);
    assertThat(site.isEnabled()).isTrue();
    assertThat(site.callDirectly("cool-function", "directly").status()).isEqualTo(200);
    assertThat(site.context(CoolContext.class).customField()).isEqualTo("directly");
    assertThat(site.disableDirectly().status()).isEqualTo(200);
    assertThat(site.isEnabled()).isFalse();
    assertThat(cool.team().enableDirectly().status()).isEqualTo(200);
    assertThat(cool.team().isEnabled()).isTrue();
    assertThat(platform.dispatches()).isEmpty();
  }

  @Test
  void whatIsCalledThroughThePlatformIsAnsweredAsTheGatewayPassesItOn(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    integration.addApiHandler(
        "teapot",
        (event, context) ->
            HandlerResponse.json(Map.of("sent", event.body().orElse("nothing")))
                .withStatus(418)
                .withHeader("x-own", "passes")
                .withHeader("set-cookie", "a=b"));
    TestSite site = platform.install(integration).onSite("site-www");

    HandlerResponse answer = site.call("teapot", "tea");

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.body()).hasValue("{\"sent\":\"tea\"}");
    assertThat(answer.headers()).containsKey("x-own").doesNotContainKey("set-cookie");
    assertThat(site.call("unknown").status()).isEqualTo(404);
  }

  @Test
  void anotherOneOfTheSameSlugTakesItsPlace(TestPlatform platform) {
    TestSite site = platform.install(Cool.on(platform)).onSite("site-www");
    var another = new NetlifyIntegration(platform.settings("cool-integration"));
    another.addApiHandler("new-function", (event, context) -> HandlerResponse.text("new"));

    platform.install(another);

    assertThat(site.call("new-function").body()).hasValue("new");
    assertThat(site.call("cool-function").status()).isEqualTo(404);
  }

  @Test
  void sitesAreApart(TestPlatform platform) {
    TestIntegration cool = platform.install(Cool.on(platform));
    TestSite www = cool.onSite("site-www");
    TestSite docs = cool.onSite("site-docs");
    www.setContext(new CoolContext("www"));

    assertThat(docs.context().members()).isEmpty();
    assertThat(cool.site("site-blog").isEnabled()).isFalse();
    assertThat(cool.team().isEnabled()).isFalse();
  }

  @Test
  void aViewerMayLookAndNotChange(TestPlatform platform) {
    var integration = Cool.on(platform);
    integration.addApiHandler(
        "who", (event, context) -> HandlerResponse.text(context.caller().orElseThrow().user()));
    TestSite site = platform.install(integration).onSite("site-www");
    TestSite asViewer = site.as(platform.viewerToken());

    assertThat(site.call("who").body()).hasValue("owner");
    assertThat(asViewer.call("who").body()).hasValue("viewer");
    assertThat(asViewer.call("cool-function").status()).isEqualTo(500);
    assertThat(site.context().members()).isEmpty();
  }

  @Test
  void timeStandsStillUntilATokenIsToExpire(TestPlatform platform) {
    TestSite site = platform.install(Cool.on(platform)).onSite("site-www");
    TestSite forAnHour = site.as(platform.ownerToken(Duration.ofHours(1)));

    platform.clock().advance(Duration.ofMinutes(59));
    assertThat(forAnHour.call("cool-function").status()).isEqualTo(200);
    platform.clock().advance(Duration.ofMinutes(1));
    assertThat(forAnHour.call("cool-function").status()).isEqualTo(401);
    assertThat(site.call("cool-function").status()).isEqualTo(200);
    platform.clock().set(Instant.parse("2026-01-01T00:30:00Z"));
    assertThat(forAnHour.call("cool-function").status()).isEqualTo(200);
  }

  @Test
  void theReasonIsToldWhereEnablingIsRefused(TestPlatform platform) {
    var integration = Cool.on(platform);
    integration.onEnable((event, context) -> EnableResult.reject("Not today."));
    TestIntegration cool = platform.install(integration);

    assertThatThrownBy(() -> cool.onSite("site-www"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "cool-integration is not enabled on site site-www: rejected, Not today.");
    assertThat(cool.site("site-www").enable().reason()).hasValue("Not today.");
  }

  @Test
  void anIntegrationOfAnotherPlatformIsFoundOut(TestPlatform platform) {
    try (TestPlatform another = TestPlatform.start()) {
      TestIntegration stray = platform.install(Cool.on(another));

      assertThatThrownBy(stray::onTeam)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("settings(\"cool-integration\") of this platform");
    }
  }

  @Test
  void nothingIsLeftWhenItIsClosed() throws IOException {
    Set<Path> before = folders();
    TestPlatform platform = TestPlatform.start();
    Set<Path> made = new HashSet<>(folders());
    made.removeAll(before);
    assertThat(made).isNotEmpty();
    URI host = platform.install(Cool.on(platform)).url();

    platform.close();

    assertThatThrownBy(() -> new Socket(host.getHost(), host.getPort()).close())
        .isInstanceOf(ConnectException.class);

    assertThat(made).noneMatch(Files::exists);
  }

  @Test
  void itStartsQuicklyAfterTheFirst() {
    StringBuilder took = new StringBuilder("Further test platforms started in");
    for (int i = 0; i < 5; i++) {
      long begin = System.nanoTime();
      TestPlatform platform = TestPlatform.start();
      took.append(" ").append((System.nanoTime() - begin) / 1_000_000).append(" ms,");
      begin = System.nanoTime();
      platform.close();
      took.append(" closed in ").append((System.nanoTime() - begin) / 1_000_000).append(" ms;");
    }
    System.out.println(took);
  }

  private static Set<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(it -> it.getFileName().toString().startsWith("slipjoint-test-platform"))
          .collect(Collectors.toSet());
    }
  }
}

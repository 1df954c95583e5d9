package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointSettings;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.server.WebhookReceiver.Message;
import dev.slipjoint.server.WebhookReceiver.Reaction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How endpoints are told, by a real server, over real HTTP, in a time that tests set. */
class WebhookDeliveryTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme()
          .with("dispatch.allow-private", "127.0.0.1")
          .with("webhooks.timeout", "500ms");

  private static WebhookReceiver receiver;

  private String team;
  private String webhooks;

  @BeforeAll
  static void listen() throws IOException {
    receiver = new WebhookReceiver();
  }

  @AfterAll
  static void stopListening() {
    receiver.close();
  }

  @BeforeEach
  void begin() {
    receiver.reacts(message -> Reaction.OK);
    team = SERVER.freshTeam();
    webhooks = "/team/" + team + "/webhooks";
  }

  /** A new endpoint, at a path of its own that is called like the team. */
  private Reply made(String rest) {
    return made(webhooks, team, rest);
  }

  private static Reply made(String webhooks, String path, String rest) {
    String url = receiver.url(path);
    Reply made = SERVER.asOwner().post(webhooks, "{\"url\":\"" + url + "\"" + rest + "}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  private String pathOf(Reply made) {
    return webhooks + "/" + made.string("id");
  }

  private void change() {
    String path = "/team/" + team + "/integrations/cool-integration";
    if (SERVER.asOwner().put(path, "{\"config\":{\"a\":1}}").status() == 404) {
      SERVER.asOwner().post(path).token();
    }
  }

  private List<Message> told() {
    return receiver.at(team);
  }

  private List<Message> awaitTold(int count) {
    until(() -> told().size() >= count);
    assertThat(told()).hasSize(count);
    return told();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10)).until(condition);
  }

  private static List<JsonObject> deliveries(String path) {
    return ((JsonArray) SERVER.asOwner().get(path + "/deliveries").json())
        .elements().stream().map(it -> (JsonObject) it).toList();
  }

  private static JsonObject awaitDelivery(String path, String state, int attempts) {
    until(() -> is(deliveries(path).getFirst(), state, attempts));
    return deliveries(path).getFirst();
  }

  private static boolean is(JsonObject delivery, String state, int attempts) {
    return delivery.string("state").equals(state)
        && delivery.find("attempts").orElseThrow().toString().equals("" + attempts);
  }

  private static void awaitState(String path, String state) {
    until(() -> SERVER.asOwner().get(path).string("state").equals(state));
  }

  private List<String> journal() {
    return SERVER
        .store()
        .<List<JournalEntry>>read(tx -> tx.journal().latest(new TeamId(team), 99))
        .stream()
        .map(JournalEntry::action)
        .toList();
  }

  @Test
  void aChangeIsToldAndItsSecretVerifiesIt() {
    Reply made = made("");
    change();
    Message message = awaitTold(1).getFirst();
    assertThat(message.isSignedWith(made.string("secret"), SERVER.clock().instant())).isTrue();
    assertThat(message.isSignedWith("whsec_AAAA", SERVER.clock().instant())).isFalse();
    assertThat(message.id()).matches("evt_[0-9A-Za-z]{24}");
    assertThat(message.mediaType()).isEqualTo("application/json");
    assertThat(message.json().members().keySet()).containsExactly("type", "timestamp", "data");
    assertThat(message.type()).isEqualTo("integration.enabled");
    assertThat(message.data().string("integration")).isEqualTo("cool-integration");
    assertThat(message.data().string("teamId")).isEqualTo(team);
    JsonObject delivery = awaitDelivery(pathOf(made), "delivered", 1);
    assertThat(delivery.string("eventId")).isEqualTo(message.id());
    assertThat(delivery.find("lastStatus").orElseThrow()).hasToString("204");
  }

  @Test
  void onlyWhatIsAskedForIsTold() {
    made(",\"types\":[\"context.changed\",\"integration.disabled\"]");
    change();
    change();
    SERVER.asOwner().delete("/team/" + team + "/integrations/cool-integration");
    assertThat(awaitTold(2))
        .extracting(Message::type)
        .containsExactlyInAnyOrder("context.changed", "integration.disabled");
  }

  @Test
  void anIntegrationsEndpointIsToldWhateverTeamItHappensIn() {
    String all = "/integrations/cool-integration/webhooks";
    String mine = "of-cool-" + team;
    Reply made = made(all, mine, "");
    Reply ofAnotherIntegration = made("/integrations/team-only/webhooks", mine, "");
    change();
    until(() -> !receiver.at(mine).isEmpty());
    assertThat(receiver.at(mine)).hasSize(1);
    assertThat(receiver.at(mine).getFirst().data().string("teamId")).isEqualTo(team);
    SERVER.asOwner().delete(all + "/" + made.string("id"));
    SERVER
        .asOwner()
        .delete("/integrations/team-only/webhooks/" + ofAnotherIntegration.string("id"));
    change();
    assertThat(receiver.at(mine)).hasSize(1);
  }

  @Test
  void whatFailsIsTriedAgainUnderTheSameIdAndALaterTimeUntilTheScheduleIsThrough() {
    Reply made = made("");
    receiver.reacts(message -> Reaction.of(500));
    change();
    for (int attempt = 1; attempt < 10; attempt++) {
      JsonObject delivery = awaitDelivery(pathOf(made), "pending", attempt);
      assertThat(delivery.string("lastError")).isEqualTo("refused");
      SERVER.clock().goesOn(Duration.ofSeconds(1));
      Instant next = Instant.parse(delivery.string("nextAttemptAt"));
      SERVER.clock().goesOn(Duration.between(SERVER.clock().instant(), next));
    }
    awaitDelivery(pathOf(made), "failed", 10);
    assertThat(told()).hasSize(10);
    assertThat(told()).extracting(Message::id).containsOnly(told().getFirst().id());
    assertThat(told().stream().map(it -> Long.parseLong(it.timestamp())).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(told()).extracting(Message::body).containsOnly(told().getFirst().body());
  }

  @ParameterizedTest
  @CsvSource({"429,3600,3600", "503,3600,3600", "503,360000,86400", "500,3600,6", "503,soon,6"})
  void whoAsksToBeLeftAloneIsUpToADay(int status, String asked, int atMostAfter) {
    Reply made = made("");
    receiver.reacts(message -> new Reaction.Answer(status, Map.of("Retry-After", asked)));
    Instant before = SERVER.clock().instant();
    change();
    JsonObject delivery = awaitDelivery(pathOf(made), "pending", 1);
    Duration pause = Duration.between(before, Instant.parse(delivery.string("nextAttemptAt")));
    assertThat(pause.toSeconds()).isBetween(Math.round(atMostAfter * 0.7), (long) atMostAfter);
  }

  @Test
  void aRedirectionIsAFailureAndIsNotFollowed() {
    Reply made = made("");
    String elsewhere = "elsewhere-" + team;
    receiver.reacts(
        it ->
            it.path().equals("/" + team)
                ? new Reaction.Answer(307, Map.of("Location", receiver.url(elsewhere)))
                : Reaction.OK);
    change();
    JsonObject delivery = awaitDelivery(pathOf(made), "pending", 1);
    assertThat(delivery.find("lastStatus").orElseThrow()).hasToString("307");
    assertThat(receiver.at(elsewhere)).isEmpty();
  }

  @Test
  void whoSaysNothingOrBreaksOffIsToldAgain() {
    Reply made = made("");
    receiver.reacts(it -> new Reaction.Silence());
    change();
    assertThat(awaitDelivery(pathOf(made), "pending", 1).string("lastError"))
        .isEqualTo("timed_out");
    receiver.reacts(it -> new Reaction.Rupture());
    SERVER.clock().goesOn(Duration.ofSeconds(6));
    assertThat(awaitDelivery(pathOf(made), "pending", 2).string("lastError")).isEqualTo("broken");
    receiver.reacts(it -> Reaction.OK);
    SERVER.clock().goesOn(Duration.ofMinutes(6));
    awaitDelivery(pathOf(made), "delivered", 3);
  }

  @Test
  void whoIsGoneIsToldNothingMoreUntilItIsResumed() {
    Reply made = made("");
    Reply beside = made(webhooks, "beside-" + team, ",\"types\":[\"webhook.gone\"]");
    receiver.reacts(it -> it.path().equals("/" + team) ? Reaction.of(410) : Reaction.OK);
    change();
    awaitState(pathOf(made), "gone");
    change();
    SERVER.asOwner().post(pathOf(made) + "/test").refused(409, "webhook_gone");
    JsonObject only = awaitDelivery(pathOf(made), "failed", 1);
    assertThat(only.string("lastError")).isEqualTo("gone");
    assertThat(deliveries(pathOf(made))).hasSize(1);
    SERVER
        .asOwner()
        .post(pathOf(made) + "/deliveries/" + only.string("id") + "/redeliver")
        .refused(409, "webhook_gone");
    awaitDelivery(pathOf(beside), "delivered", 1);
    assertThat(receiver.at("beside-" + team).getFirst().data().string("webhookId"))
        .isEqualTo(made.string("id"));
    assertThat(journal()).contains("webhook.gone");

    receiver.reacts(it -> Reaction.OK);
    assertThat(SERVER.asOwner().post(pathOf(made) + "/resume").string("state")).isEqualTo("active");
    change();
    awaitTold(2);
  }

  @Test
  void whileASecretIsRotatedBothVerifyAndAfterADayTheNewOneAlone() {
    Reply made = made("");
    Reply rotated = SERVER.asOwner().post(pathOf(made) + "/rotate-secret");
    assertThat(rotated.status()).isEqualTo(200);
    change();
    Message both = awaitTold(1).getFirst();
    assertThat(both.isSignedWith(made.string("secret"), SERVER.clock().instant())).isTrue();
    assertThat(both.isSignedWith(rotated.string("secret"), SERVER.clock().instant())).isTrue();
    SERVER.clock().goesOn(Duration.ofHours(24));
    change();
    Message one = awaitTold(2).getLast();
    assertThat(one.isSignedWith(made.string("secret"), SERVER.clock().instant())).isFalse();
    assertThat(one.isSignedWith(rotated.string("secret"), SERVER.clock().instant())).isTrue();
  }

  /** Paused after days of failure; what it would be told waits. */
  private Reply paused() {
    Reply made = made("");
    receiver.reacts(it -> it.path().equals("/" + team) ? Reaction.of(500) : Reaction.OK);
    change();
    awaitDelivery(pathOf(made), "pending", 1);
    SERVER.clock().goesOn(Duration.ofDays(5));
    awaitState(pathOf(made), "paused");
    change();
    change();
    assertThat(deliveries(pathOf(made)))
        .allMatch(it -> it.string("state").equals("waiting"))
        .hasSize(3);
    return made;
  }

  @Test
  void whoFailsForDaysIsPausedAndResumesByItselfAndIsToldWhatWaited() {
    Reply beside =
        made(webhooks, "beside-" + team, ",\"types\":[\"webhook.paused\",\"webhook.resumed\"]");
    Reply made = paused();
    int before = told().size();
    // Probes an hour after that, and two hours after the first one.
    SERVER.clock().goesOn(Duration.ofMinutes(67));
    until(() -> told().size() == before + 1);
    until(() -> nextProbe(made).isAfter(SERVER.clock().instant().plus(Duration.ofMinutes(100))));
    receiver.reacts(it -> Reaction.OK);
    SERVER.clock().goesOn(Duration.ofMinutes(135));
    awaitState(pathOf(made), "active");
    until(
        () ->
            deliveries(pathOf(made)).stream()
                .allMatch(it -> it.string("state").equals("delivered")));
    Set<String> ids = new HashSet<>(told().stream().map(Message::id).toList());
    assertThat(ids).hasSize(3);
    assertThat(SERVER.asOwner().get(pathOf(made)).object().find("failingSince")).isEmpty();
    awaitDelivery(pathOf(beside), "delivered", 1);
    until(() -> receiver.at("beside-" + team).size() == 2);
    assertThat(receiver.at("beside-" + team))
        .extracting(Message::type)
        .containsExactly("webhook.paused", "webhook.resumed");
    assertThat(journal()).contains("webhook.paused", "webhook.resumed");
  }

  private Instant nextProbe(Reply made) {
    return Instant.parse(SERVER.asOwner().get(pathOf(made)).string("nextAttemptAt"));
  }

  @Test
  void oneCallResumesWhatIsPaused() {
    Reply made = paused();
    receiver.reacts(it -> Reaction.OK);
    assertThat(SERVER.asOwner().post(pathOf(made) + "/resume").string("state")).isEqualTo("active");
    until(
        () ->
            deliveries(pathOf(made)).stream()
                .allMatch(it -> it.string("state").equals("delivered")));
  }

  @Test
  void aTestIsToldToThisEndpointAlone() {
    Reply made = made("");
    Reply beside = made(webhooks, "beside-" + team, "");
    Reply test = SERVER.asOwner().post(pathOf(made) + "/test");
    assertThat(test.status()).isEqualTo(202);
    Message message = awaitTold(1).getFirst();
    assertThat(message.type()).isEqualTo("webhook.test");
    assertThat(message.id()).isEqualTo(test.string("eventId"));
    assertThat(deliveries(pathOf(beside))).isEmpty();
  }

  @Test
  void whatWasDeliveredIsDeliveredAgainUnderTheSameIdIfSomebodyAsks() {
    Reply made = made("");
    change();
    String id = awaitDelivery(pathOf(made), "delivered", 1).string("id");
    Reply again = SERVER.asOwner().post(pathOf(made) + "/deliveries/" + id + "/redeliver");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.string("state")).isEqualTo("pending");
    List<Message> both = awaitTold(2);
    assertThat(both.get(1).id()).isEqualTo(both.get(0).id());
    assertThat(Long.parseLong(both.get(1).timestamp()))
        .isGreaterThan(Long.parseLong(both.get(0).timestamp()));
  }

  @Test
  void whatATimeBroughtIsDeliveredAgain() {
    Reply made = made("");
    change();
    awaitDelivery(pathOf(made), "delivered", 1);
    SERVER.clock().goesOn(Duration.ofMinutes(1));
    Instant since = SERVER.clock().instant();
    change();
    change();
    awaitTold(3);
    until(
        () ->
            deliveries(pathOf(made)).stream()
                .allMatch(it -> it.string("state").equals("delivered")));
    SERVER.clock().goesOn(Duration.ofMinutes(1));
    Reply again =
        SERVER.asOwner().post(pathOf(made) + "/redeliver", "{\"since\":\"" + since + "\"}");
    assertThat(again.text()).isEqualTo("{\"redelivered\":2}");
    awaitTold(5);
    Reply none =
        SERVER
            .asOwner()
            .post(
                pathOf(made) + "/redeliver",
                "{\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-02T00:00:00Z\"}");
    assertThat(none.text()).isEqualTo("{\"redelivered\":0}");
  }

  @Test
  void whatLeadsToAForbiddenAddressIsNotSentEvenIfItGotPastTheRegistration() {
    Reply made = made("");
    SERVER.behindTheRules(
        tx -> {
          Endpoint it = tx.endpoints().find(made.string("id")).orElseThrow();
          var inner = URI.create("http://169.254.169.254/latest");
          tx.endpoints().put(it.with(new EndpointSettings(inner, "", Set.of())));
        });
    change();
    assertThat(awaitDelivery(pathOf(made), "pending", 1).string("lastError"))
        .isEqualTo("unreachable");
  }

  @Test
  void theLargestEventFitsTwentyKibibytes() {
    made("");
    change();
    assertThat(awaitTold(1).getFirst().body().length()).isLessThan(1024);
  }
}

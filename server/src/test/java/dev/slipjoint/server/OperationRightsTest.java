package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.server.ScriptedIntegration.Call;
import dev.slipjoint.server.ScriptedIntegration.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations whose circumstances change while they are under way. */
class OperationRightsTest {
  private static final AtomicReference<FaultPoints> FAULTS = new AtomicReference<>();

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme()
          .with("dispatch.allow-private", "127.0.0.1")
          .with("dispatch.concurrency", "1")
          .with("lifecycle.wait", "500ms")
          .with("lifecycle.pause", "1s")
          .behind(
              store -> {
                FAULTS.set(new FaultPoints(store));
                return FAULTS.get();
              });

  private static ScriptedIntegration integration;

  private String team;
  private String path;

  @BeforeAll
  static void runIntegration() throws IOException {
    integration = new ScriptedIntegration();
  }

  @AfterAll
  static void stopIntegration() {
    integration.close();
  }

  @BeforeEach
  void begin() {
    SERVER.hosts("cool-integration", integration.url());
    integration.forget();
    team = SERVER.freshTeam();
    path = "/team/" + team + "/integrations/cool-integration";
  }

  private void demote() {
    SERVER.behindTheRules(
        tx -> tx.teams().put(new Member(new TeamId(team), Acme.DEVELOPER, Role.VIEWER)));
  }

  private static void hide() {
    SERVER.behindTheRules(
        tx -> {
          Integration it = tx.integrations().find(Acme.COOL).orElseThrow();
          tx.integrations()
              .put(
                  new Integration(
                      it.slug(),
                      it.team(),
                      it.name(),
                      it.description(),
                      it.level(),
                      it.scopes(),
                      it.url(),
                      it.secret(),
                      it.previousSecret(),
                      Visibility.PRIVATE,
                      it.buildEventHandlers(),
                      it.connector()));
        });
  }

  private static Script afterwards(Runnable change) {
    change.run();
    return Script.of(200, "{}");
  }

  private static Reply ended(Reply begun) {
    AtomicReference<Reply> last = new AtomicReference<>();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              last.set(SERVER.asOwner().get(begun.header("Location")));
              return last.get().text().contains("endedAt");
            });
    return last.get();
  }

  @Test
  void nothingIsEnabledForSomebodyWhoMayNotAnyMore() {
    integration.answers(call -> afterwards(this::demote));

    Reply failed = ended(SERVER.asDeveloper().post(path + "/enable"));

    assertThat(failed.string("state")).isEqualTo("failed");
    assertThat(failed.string("code")).isEqualTo("aborted");
    SERVER.asOwner().get(path).refused(404, "not_enabled");
  }

  @Test
  void nobodyIsAskedAgainForSomebodyWhoMayNotAnyMore() {
    integration.answers(503, "{}");
    Reply begun = SERVER.asDeveloper().post(path + "/enable");
    await().until(() -> !integration.calls().isEmpty());

    demote();
    await()
        .until(
            () -> {
              SERVER.clock().goesOn(Duration.ofSeconds(2));
              return SERVER.asOwner().get(begun.header("Location")).text().contains("endedAt");
            });

    assertThat(ended(begun).string("code")).isEqualTo("aborted");
    assertThat(integration.calls()).hasSize(1);
  }

  @Test
  void anIntegrationThatWentOutOfSightIsNotEnabled() {
    integration.answers(call -> afterwards(OperationRightsTest::hide));

    Reply failed = ended(SERVER.asOwner().post(path + "/enable"));

    assertThat(failed.string("code")).isEqualTo("aborted");
  }

  @Test
  void nothingIsEnabledOnASiteThatMovedToAnotherTeam() {
    String site = SERVER.freshSite();
    integration.answers(
        call ->
            afterwards(
                () -> SERVER.behindTheRules(tx -> tx.teams().put(Acme.site(site, Acme.OTHER)))));

    SERVER
        .asOwner()
        .post("/site/" + site + "/integrations/cool-integration/enable")
        .refused(404, "not_found");

    InstallationKey key = new InstallationKey(Acme.TEAM, Target.site(site), Acme.COOL);
    await().until(() -> SERVER.store().read(tx -> tx.operations().running(key)).isEmpty());
    Operation ended = SERVER.store().read(tx -> tx.operations().latest(key, 1)).getFirst();
    assertThat(ended.failure().orElseThrow().code()).isEqualTo(OperationFailure.Code.ABORTED);
    assertThat(SERVER.store().<Boolean>read(tx -> tx.installations().find(key).isEmpty())).isTrue();
  }

  @Test
  void whatWasAcceptedIsNotConfirmedForSomebodyWhoMayNotAnyMore() {
    integration.answers(202, "{}");
    Reply begun = SERVER.asDeveloper().post(path + "/enable");
    Call call = integration.lastCall();

    demote();

    SERVER
        .as(call.token())
        .post(begun.header("Location") + "/confirm")
        .refused(403, "insufficient_role");
    SERVER.asOwner().get(path).refused(404, "not_enabled");
  }

  @Test
  void disablingGoesOnWhateverBecomesOfWhoeverBeganIt() {
    SERVER.asOwner().post(path, "{}").token();
    integration.answers(
        call -> {
          demote();
          hide();
          return Script.of(200, "{}");
        });

    Reply disabled = ended(SERVER.asDeveloper().post(path + "/disable"));

    assertThat(disabled.string("state")).isEqualTo("disabled");
  }

  @Test
  void noTokenIsGivenWhileItIsBeingDisabled() {
    String token = SERVER.asOwner().post(path, "{}").token();
    AtomicReference<Reply> inner = new AtomicReference<>();
    integration.answers(
        call -> {
          inner.set(SERVER.as(call.token()).post(path, "{}"));
          return Script.of(423, "{}");
        });

    ended(SERVER.asOwner().post(path + "/disable"));

    inner.get().refused(409, "operation_under_way");
    assertThat(SERVER.as(token).get(path).status()).isEqualTo(200);
  }

  @Test
  void whatWasCutOffByTooManyCallsIsAskedAgain() throws InterruptedException {
    SERVER.asOwner().post(path, "{}").token();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    integration.answers(
        call -> {
          if (call.handler().equals("slow")) {
            begun.countDown();
            waitFor(end);
          }
          return Script.of(200, "{}");
        });
    Thread slow =
        Thread.ofVirtual().start(() -> SERVER.asOwner().post(path + "/handlers/slow", "{}"));
    waitFor(begun);

    Reply cut = SERVER.asOwner().post(path + "/disable");

    assertThat(cut.status()).isEqualTo(202);
    assertThat(cut.text()).contains("nextAttemptAt");
    end.countDown();
    slow.join();
    SERVER.clock().goesOn(Duration.ofSeconds(2));
    assertThat(ended(cut).string("state")).isEqualTo("disabled");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasBegunIsToldThoughTheStoreIsAwayWhileItIsWaitedFor() {
    FAULTS.get().arm(new Fault("store.read.before Operations.find", 1, Fault.Mode.THROW));

    Reply begun = SERVER.asOwner().post(path + "/enable");

    assertThat(FAULTS.get().wasHit()).isTrue();
    assertThat(begun.status()).as(begun.text()).isBetween(200, 202);
    assertThat(ended(begun).string("state")).isEqualTo("enabled");
  }

  @Test
  void anOutcomeThatCouldNotBeWrittenIsAskedForAgainWhenTheClaimIsUp() {
    FAULTS.get().arm(new Fault("store.write.before Outcomes.write", 1, Fault.Mode.THROW));

    Reply begun = SERVER.asOwner().post(path + "/enable");
    assertThat(begun.status()).isEqualTo(202);
    SERVER.clock().goesOn(Duration.ofSeconds(10));

    assertThat(ended(begun).string("state")).isEqualTo("enabled");
    assertThat(integration.calls())
        .extracting(it -> Map.entry("id", it.headers().getOrDefault("webhook-id", "")))
        .containsOnly(Map.entry("id", begun.string("id")))
        .hasSize(2);
  }
}

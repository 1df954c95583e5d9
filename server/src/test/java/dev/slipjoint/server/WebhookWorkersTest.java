package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.CallTokens;
import dev.slipjoint.platform.access.EndpointSecrets;
import dev.slipjoint.platform.event.EndpointRequest;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.event.Telling;
import dev.slipjoint.platform.event.WebhookMessage;
import dev.slipjoint.platform.event.WebhookSender;
import dev.slipjoint.platform.event.WebhookTimes;
import dev.slipjoint.platform.installation.Update;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.task.Worker;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several workers, and teams that share one. */
class WebhookWorkersTest {
  private static final WebhookTimes TIMES =
      new WebhookTimes(List.of(Duration.ofSeconds(5)), Duration.ofDays(5));
  private static final WebhookSender.Result WELL =
      new WebhookSender.Result.Answered(204, Optional.empty());

  @TempDir Path folder;

  private final List<Worker> workers = new ArrayList<>();
  private Rules rules;

  @BeforeEach
  void open() {
    rules = Rules.ofAcme(folder);
  }

  @AfterEach
  void close() {
    workers.forEach(Worker::close);
    rules.close();
  }

  private Telling telling(WebhookSender sender) {
    return Telling.over(
        rules.store,
        new Access(new CallTokens(rules.masterKey)),
        new Events(),
        new EndpointSecrets(rules.masterKey),
        sender,
        TIMES,
        url -> Optional.empty());
  }

  private void work(Telling telling) {
    Worker worker =
        new Worker(
            rules.store,
            Map.of(TaskKind.DELIVERY, telling.deliveries(), TaskKind.PROBE, telling.probes()));
    workers.add(worker);
    worker.start();
  }

  private void tells(Telling telling, String token, TeamId team) {
    telling
        .webhooks()
        .create(
            Rules.caller(token),
            new EndpointOwner.OfTeam(team),
            () -> new EndpointRequest("https://" + team + ".example", "", Set.of()));
  }

  private void change(String token, TeamId team, int times) {
    var caller = Rules.caller(token);
    Target target = new Target.Team(team);
    rules.installations.enable(caller, target, Acme.COOL, () -> Rules.context("{}"));
    Update update =
        new Update(Optional.of(Rules.context("{}")), Optional.empty(), Optional.empty());
    for (int i = 1; i < times; i++) {
      rules.installations.update(caller, target, Acme.COOL, () -> update);
    }
  }

  @Test
  void ofTwoWorkersOneTellsAtATimeAndEachEventIsToldOnce() {
    Map<String, AtomicInteger> atOnce = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> told = new ConcurrentHashMap<>();
    Set<String> twiceAtOnce = ConcurrentHashMap.newKeySet();
    WebhookSender sender =
        message -> {
          AtomicInteger here = atOnce.computeIfAbsent(message.id(), id -> new AtomicInteger());
          if (here.incrementAndGet() > 1) {
            twiceAtOnce.add(message.id());
          }
          Thread.onSpinWait();
          told.computeIfAbsent(message.id(), id -> new AtomicInteger()).incrementAndGet();
          here.decrementAndGet();
          return WELL;
        };
    Telling one = telling(sender);
    tells(one, Acme.OWNER_TOKEN, Acme.TEAM);
    change(Acme.OWNER_TOKEN, Acme.TEAM, 200);
    work(one);
    work(telling(sender));
    awaitNothingLeft();
    assertThat(told).hasSize(200);
    assertThat(told.values()).allMatch(it -> it.get() == 1);
    assertThat(twiceAtOnce).isEmpty();
  }

  /** The one that hangs is let go only when the other has been told everything. */
  @Test
  void aTeamWhoseEndpointHangsHoldsUpNoOtherTeam() {
    CountDownLatch theOthers = new CountDownLatch(50);
    AtomicInteger hanging = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    WebhookSender sender =
        message -> {
          if (isOf(Acme.OTHER, message)) {
            theOthers.countDown();
            return WELL;
          }
          most.accumulateAndGet(hanging.incrementAndGet(), Math::max);
          waitFor(theOthers);
          hanging.decrementAndGet();
          return WELL;
        };
    Telling telling = telling(sender);
    tells(telling, Acme.OWNER_TOKEN, Acme.TEAM);
    tells(telling, Acme.STRANGER_TOKEN, Acme.OTHER);
    change(Acme.OWNER_TOKEN, Acme.TEAM, 100);
    change(Acme.STRANGER_TOKEN, Acme.OTHER, 50);
    work(telling);
    until(() -> theOthers.getCount() == 0);
    assertThat(most.get()).isBetween(1, 12);
    awaitNothingLeft();
  }

  private static boolean isOf(TeamId team, WebhookMessage message) {
    return message.url().getHost().equals(team + ".example");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitNothingLeft() {
    until(() -> rules.store.<Boolean>read(tx -> tx.tasks().nextDue().isEmpty()));
  }

  /** Who found no slot comes again a little later, so time has to go on. */
  private void until(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              rules.clock.goesOn(Duration.ofMillis(40));
              return condition.call();
            });
  }
}

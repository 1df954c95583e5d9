package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.platform.task.TaskRunner;
import dev.slipjoint.platform.task.Worker;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does a task, when, and that nobody else does meanwhile. */
class WorkerTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock();
  private final List<Worker> workers = new ArrayList<>();
  private Store store;

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder, clock);
  }

  @AfterEach
  void close() {
    workers.forEach(Worker::close);
    store.close();
  }

  /** Notes what is begun, and what is begun twice at a time. */
  private final class Noting implements TaskRunner {
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> overlapping = new CopyOnWriteArrayList<>();
    private final List<Boolean> kept = new CopyOnWriteArrayList<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Consumer<Task> work;

    Noting(Consumer<Task> work) {
      this.work = work;
    }

    @Override
    public void claimed(Transaction tx, Task task) {}

    @Override
    public void run(Task task) {
      String subject = task.key().subject();
      begun.add(subject);
      if (!running.add(subject)) {
        overlapping.add(subject);
      }
      work.accept(task);
      running.remove(subject);
      kept.add(store.<Boolean>write(tx -> tx.tasks().finish(task)));
    }
  }

  private void put(String team, int from, int count) {
    int put =
        store.write(
            tx -> {
              for (int i = from; i < from + count; i++) {
                tx.tasks().put(key(TaskKind.OPERATION, team, team + "-" + i), tx.now());
              }
              return count;
            });
    assertThat(put).isEqualTo(count);
  }

  private static TaskKey key(TaskKind kind, String team, String subject) {
    return new TaskKey(new TeamId(team), kind, subject);
  }

  private void works(TaskRunner runner, int most, int mostOfTeam) {
    Worker worker = new Worker(store, Map.of(TaskKind.OPERATION, runner), most, mostOfTeam);
    workers.add(worker);
    worker.start();
  }

  private boolean nothingIsLeft() {
    return store.<Boolean>read(tx -> tx.tasks().nextDue().isEmpty());
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneOfSeveralDoesATaskAndDoesItOnce() {
    for (int team = 0; team < 10; team++) {
      put("team-" + team, 0, 50);
    }
    Noting noting = new Noting(task -> pause(2));

    for (int i = 0; i < 4; i++) {
      works(noting, 16, 4);
    }

    await().atMost(SOON).until(this::nothingIsLeft);
    assertThat(noting.overlapping).isEmpty();
    assertThat(noting.begun).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void howLateItIsIsWhatShouldHaveBegunFirst() {
    CountDownLatch end = new CountDownLatch(1);
    Noting noting = new Noting(task -> waitFor(end));
    works(noting, 1, 1);
    Worker worker = workers.getFirst();
    put("team", 0, 1);
    await().atMost(SOON).until(() -> noting.begun.size() == 1);
    assertThat(worker.running()).isEqualTo(1);

    put("team", 1, 1);
    clock.goesOn(Duration.ofSeconds(5));

    await().atMost(SOON).until(() -> worker.lag().equals(Duration.ofSeconds(5)));
    end.countDown();
    await().atMost(SOON).until(() -> worker.lag().isZero() && worker.running() == 0);
    assertThat(noting.begun).hasSize(2);
  }

  @Test
  void whatSomebodyClaimedWhoIsGoneIsTakenOverAndTheirOutcomeRefused() {
    put("team", 0, 1);
    Optional<Task> lost =
        store.write(
            tx -> {
              Task due = tx.tasks().due(new TeamId("team"), tx.now(), 1).getFirst();
              return tx.tasks().claim(due, tx.now().plus(Worker.CLAIM));
            });
    CountDownLatch asked = new CountDownLatch(1);
    Noting noting = new Noting(task -> waitFor(asked));
    works(noting, 4, 4);
    pause(300);
    assertThat(noting.begun).isEmpty();

    clock.goesOn(Worker.CLAIM);

    await().atMost(SOON).until(() -> noting.begun.size() == 1);
    assertThat(store.<Boolean>write(tx -> tx.tasks().finish(lost.orElseThrow()))).isFalse();
    asked.countDown();
    await().atMost(SOON).until(this::nothingIsLeft);
    assertThat(noting.kept).containsExactly(true);
  }

  @Test
  void aClaimIsKeptForAsLongAsItsWorkerLives() {
    put("team", 0, 1);
    CountDownLatch end = new CountDownLatch(1);
    Noting noting = new Noting(task -> waitFor(end));
    works(noting, 4, 4);
    works(noting, 4, 4);
    await().atMost(SOON).until(() -> noting.begun.size() == 1);

    clock.goesOn(Worker.CLAIM.dividedBy(2));
    pause(4000); // claims are kept by the machine's own time, not by the store's
    clock.goesOn(Worker.CLAIM.dividedBy(2).plusSeconds(2));
    pause(500);

    assertThat(noting.begun).hasSize(1);
    end.countDown();
    await().atMost(SOON).until(this::nothingIsLeft);
    assertThat(noting.kept).containsExactly(true);
  }

  @Test
  void aWorkerDoesNotTakeOverWhatItRunsItselfThoughItsClaimIsUp() {
    put("team", 0, 1);
    CountDownLatch end = new CountDownLatch(1);
    Noting noting = new Noting(task -> waitFor(end));
    works(noting, 4, 4);
    await().atMost(SOON).until(() -> noting.begun.size() == 1);

    clock.goesOn(Worker.CLAIM.multipliedBy(6));
    pause(600);

    assertThat(noting.begun).hasSize(1);
    end.countDown();
    await().atMost(SOON).until(this::nothingIsLeft);
    assertThat(noting.kept).containsExactly(true);
  }

  @Test
  void aTeamWithThousandsOfTasksHoldsUpNoOther() {
    put("team-a", 0, 10_000);
    Noting noting = new Noting(task -> pause(1));
    works(noting, 8, 4);
    await().atMost(SOON).until(() -> noting.begun.size() > 20);

    put("team-b", 0, 1);

    await().atMost(SOON).until(() -> noting.begun.contains("team-b-0"));
    assertThat(noting.begun).hasSizeLessThan(9000);
  }

  @Test
  void teamsTakeTurnsThoughTheFirstOnesTakeUpAllThereIs() {
    for (String team : List.of("team-a", "team-b", "team-c", "team-d")) {
      put(team, 0, 500);
    }
    put("team-z", 0, 1);
    Noting noting = new Noting(task -> pause(1));

    works(noting, 8, 2);

    await().atMost(SOON).until(() -> noting.begun.contains("team-z-0"));
    assertThat(noting.begun.indexOf("team-z-0")).isLessThan(50);
  }

  @Test
  void whatFailsIsPutOffAndTriedAgain() {
    put("team", 0, 2);
    List<String> failed = new CopyOnWriteArrayList<>();
    Noting noting =
        new Noting(
            task -> {
              if (task.key().subject().equals("team-0") && failed.isEmpty()) {
                failed.add(task.key().subject());
                throw new IllegalStateException("planted");
              }
            });
    works(noting, 4, 4);
    await().atMost(SOON).until(() -> noting.begun.size() == 2 && noting.kept.size() == 1);
    pause(300);
    assertThat(noting.begun).hasSize(2);

    clock.goesOn(Duration.ofSeconds(30));

    await().atMost(SOON).until(this::nothingIsLeft);
    assertThat(noting.begun).hasSize(3);
  }

  @Test
  void aTaskThatNobodyKnowsHowToDoIsLeftAndStopsNoOther() {
    TaskKey unknown = key(TaskKind.DELIVERY, "team", "evt");
    boolean put =
        store.write(
            tx -> {
              tx.tasks().put(unknown, tx.now());
              return true;
            });
    assertThat(put).isTrue();
    put("team", 0, 3);
    Noting noting = new Noting(task -> {});

    works(noting, 4, 4);

    await().atMost(SOON).until(() -> noting.kept.size() == 3);
    assertThat(nothingIsLeft()).isFalse();
  }

  @Test
  void closingWaitsForWhatRunsAndLeavesTheRest() {
    put("team", 0, 3);
    CountDownLatch begun = new CountDownLatch(1);
    Noting noting =
        new Noting(
            task -> {
              begun.countDown();
              pause(300);
            });
    works(noting, 1, 1);
    waitFor(begun);

    workers.getFirst().close();

    assertThat(noting.kept).containsExactly(true);
    assertThat(store.<Integer>read(tx -> tx.tasks().due(new TeamId("team"), tx.now(), 9).size()))
        .isEqualTo(2);
  }
}

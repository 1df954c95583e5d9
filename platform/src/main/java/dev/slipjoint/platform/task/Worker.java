package dev.slipjoint.platform.task;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.TeamId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Claims tasks as they fall due and runs each in a thread of its own. Of several workers over one
 * store, in one process or in many, one has a task at a time: a claim lasts {@link #CLAIM} and is
 * kept for as long as its worker lives. Teams take turns, and none has more than its share of what
 * runs at a time.
 */
public final class Worker implements AutoCloseable {

  /** How long a claim lasts without being kept; so much later others take over after a crash. */
  public static final Duration CLAIM = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(30);
  private static final Duration LEAVING = Duration.ofSeconds(5);
  private static final int TEAMS_AT_A_TIME = 100;

  private final Store store;
  private final Map<TaskKind, TaskRunner> runners = new EnumMap<>(TaskKind.class);
  private final Desk desk;
  private final Thread claiming;
  private final Thread keeping;

  private volatile Duration lag = Duration.ZERO;

  /** Whose turn it was last. */
  private String turn = "";

  /** Works on a store, with a runner for each kind of task. */
  public Worker(Store store, Map<TaskKind, TaskRunner> runners) {
    this(store, runners, 64, 16);
  }

  /**
   * Works on a store.
   *
   * @param most how many tasks run at a time
   * @param mostOfTeam how many of them are one team's
   */
  public Worker(Store store, Map<TaskKind, TaskRunner> runners, int most, int mostOfTeam) {
    this.store = store;
    this.runners.putAll(runners);
    this.desk = new Desk(most, mostOfTeam);
    this.claiming = Thread.ofPlatform().name("slipjoint-worker").daemon().unstarted(this::claim);
    this.keeping = Thread.ofPlatform().name("slipjoint-claims").daemon().unstarted(this::keep);
  }

  /** Begins. */
  public void start() {
    claiming.start();
    keeping.start();
  }

  /** Lets it look at once: something has just been put. */
  public void wake() {
    desk.wake();
  }

  /** How long the first of all tasks had been due when it last looked; zero if none was. */
  public Duration lag() {
    return lag;
  }

  /** How many tasks it is doing. */
  public int running() {
    return desk.running().size();
  }

  private void claim() {
    while (desk.isOpen()) {
      try {
        if (!claimWhatIsDue()) {
          desk.await(LOOK);
        }
      } catch (StoreUnavailable e) {
        LOG.log(Level.WARNING, "The worker can't look for tasks: the store is unavailable");
        desk.await(LOOK.multipliedBy(5));
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "The worker failed, and goes on", e);
        desk.await(LOOK.multipliedBy(5));
      }
    }
  }

  /** Whether there may be more. */
  private boolean claimWhatIsDue() {
    Optional<Duration> late = store.read(Worker::late);
    lag = late.orElse(Duration.ZERO);
    if (late.isEmpty() || !desk.hasRoom()) {
      return false;
    }
    List<Task> claimed = store.write(this::claimed);
    claimed.forEach(this::begin);
    return !claimed.isEmpty();
  }

  /** How long the first task has been due; empty if none is. */
  private static Optional<Duration> late(Transaction tx) {
    return tx.tasks()
        .nextDue()
        .map(it -> Duration.between(it, tx.now()))
        .filter(it -> !it.isNegative());
  }

  private List<Task> claimed(Transaction tx) {
    Instant until = tx.now().plus(CLAIM);
    List<Task> claimed = new ArrayList<>();
    for (TeamId team : inTurn(tx)) {
      if (!desk.hasRoomBeside(claimed)) {
        break; // the next ones are the first when there is room again
      }
      turn = team.value();
      int room = desk.roomFor(team, claimed);
      if (room > 0) {
        tx.tasks().due(team, tx.now(), room).stream()
            .flatMap(it -> claimed(tx, it, until).stream())
            .forEach(claimed::add);
      }
    }
    claimed.forEach(it -> note(tx, it));
    return claimed;
  }

  /** Those after the one whose turn it was last, and then those from the beginning up to it. */
  private Set<TeamId> inTurn(Transaction tx) {
    Set<TeamId> teams = new LinkedHashSet<>(tx.tasks().teams(turn, TEAMS_AT_A_TIME));
    if (teams.size() < TEAMS_AT_A_TIME) {
      teams.addAll(tx.tasks().teams("", TEAMS_AT_A_TIME - teams.size()));
    }
    return teams;
  }

  /**
   * What runs here is kept instead, should its claim be up all the same: the store was away, or its
   * clock was put on.
   */
  private Optional<Task> claimed(Transaction tx, Task due, Instant until) {
    Optional<Task> own = desk.running(due.key());
    own.ifPresent(it -> tx.tasks().keep(it, until));
    return own.isPresent() ? Optional.empty() : tx.tasks().claim(due, until);
  }

  /** One that nobody here knows how to do is put off when it runs; the others must not suffer. */
  private void note(Transaction tx, Task task) {
    TaskRunner runner = runners.get(task.key().kind());
    if (runner != null) {
      runner.claimed(tx, task);
    }
  }

  private void begin(Task task) {
    if (desk.take(task)) {
      Thread.ofVirtual().name("slipjoint-task " + task.key().subject()).start(() -> run(task));
    } else {
      putOff(task, Duration.ZERO);
    }
  }

  private void run(Task task) {
    try {
      runner(task).run(task);
    } catch (StoreUnavailable e) {
      LOG.log(
          Level.WARNING,
          "The task {0} is done again when its claim is up: the store is unavailable",
          task.key());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The task " + task.key() + " failed, and will be tried again", e);
      putOff(task, AFTER_FAULT);
    } finally {
      desk.giveBack(task);
    }
  }

  private void putOff(Task task, Duration pause) {
    try {
      store.write(tx -> tx.tasks().giveBack(task, tx.now().plus(pause)));
    } catch (StoreUnavailable e) {
      // Then the claim runs out by itself.
    }
  }

  private TaskRunner runner(Task task) {
    TaskRunner runner = runners.get(task.key().kind());
    if (runner == null) {
      throw new IllegalStateException("Nobody runs tasks of kind " + task.key().kind());
    }
    return runner;
  }

  private void keep() {
    while (desk.pause(CLAIM.dividedBy(3))) {
      List<Task> running = desk.running();
      try {
        if (!running.isEmpty()) {
          store.write(
              tx ->
                  running.stream().filter(it -> tx.tasks().keep(it, tx.now().plus(CLAIM))).count());
        }
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "Claims could not be kept; others may take the tasks over", e);
      }
    }
  }

  /**
   * Claims no more, and waits a little for what runs; the rest is taken up after the next start.
   */
  @Override
  public void close() {
    desk.close(LEAVING);
    try {
      // What it is just claiming is given back, which takes the store.
      claiming.join(LEAVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

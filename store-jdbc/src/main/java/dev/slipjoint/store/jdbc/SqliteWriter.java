package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Transaction;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The one who writes. Jobs wait in line for its thread, which does up to 64 of them in one
 * transaction, each under a savepoint of its own, makes them durable with one commit, and only then
 * answers them all: the refused ones too, because a refusal may rest on what an earlier job did.
 *
 * <p>SQLite allows one writer at a time anyway, and waits for its turn in native code, which would
 * hold up the carriers of virtual threads.
 *
 * <p>Should its thread die of an Error, every write is refused from then on, the waiting ones too.
 */
final class SqliteWriter {
  static final int LONGEST_BATCH = 64;
  static final int LONGEST_QUEUE = 10_000;

  private final Job<Boolean> lastJob = new Job<>(transaction -> true);
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();

  /** What the thread took from the queue and has not answered yet. */
  private final Queue<Job<?>> batch = new ArrayDeque<>(LONGEST_BATCH);

  private final ReentrantLock door = new ReentrantLock();
  private final Line line;
  private final Recall recall;
  private final InstantSource clock;
  private final StoreWatch watch;
  private boolean closed;

  SqliteWriter(Line.Dial dial, Recall recall, InstantSource clock, StoreWatch watch) {
    this.line = new Line(dial);
    this.recall = recall;
    this.clock = clock;
    this.watch = watch;
    Thread.ofPlatform().name("slipjoint-writer").daemon().start(this::run);
  }

  <T> T write(Function<Transaction, T> work) {
    Job<T> job = new Job<>(work);
    enqueue(job);
    return job.answer();
  }

  private void enqueue(Job<?> job) {
    door.lock();
    try {
      if (closed) {
        throw new StoreUnavailable(new CancellationException("The store is closed"));
      }
      if (queue.size() >= LONGEST_QUEUE) {
        watch.refused();
        throw new StoreUnavailable(new RejectedExecutionException("Too many writes are waiting"));
      }
      queue.add(job);
    } finally {
      door.unlock();
    }
  }

  private void run() {
    try {
      writeUntilEnd();
    } finally {
      // Whatever ended it: those who wait, wait without limit.
      try {
        abandonAll();
        line.close();
      } finally {
        ended.complete(true);
      }
    }
  }

  private void writeUntilEnd() {
    boolean open = true;
    while (open) {
      takeBatch();
      open = !batch.remove(lastJob);
      if (!batch.isEmpty()) {
        commit();
      }
    }
  }

  private void abandonAll() {
    door.lock();
    try {
      closed = true;
    } finally {
      door.unlock();
    }
    abandon(batch);
    abandon(queue);
  }

  private static void abandon(Queue<Job<?>> jobs) {
    for (Job<?> job = jobs.poll(); job != null; job = jobs.poll()) {
      job.abandon();
    }
  }

  private void takeBatch() {
    try {
      batch.add(queue.take());
      queue.drainTo(batch, LONGEST_BATCH - 1);
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt the writer, and callers wait for it.
    }
  }

  private void commit() {
    int writes = batch.size();
    Map<Object, Optional<?>> changed = new HashMap<>();
    Optional<StoreWatch.Batch> committed = committed(changed);
    recall.settle(committed.isPresent() ? changed : Map.of());
    batch.forEach(Job::finish);
    batch.clear();
    // Those who wait are answered first.
    committed.ifPresentOrElse(watch::committed, () -> watch.failed(writes));
  }

  /** How it went, and what it changed; empty if nothing of it is known to be kept. */
  private Optional<StoreWatch.Batch> committed(Map<Object, Optional<?>> changed) {
    try {
      Statements statements = line.statements();
      long begun = System.nanoTime();
      statements.run("BEGIN IMMEDIATE");
      for (Job<?> job : batch) {
        perform(job, statements, changed);
      }
      long worked = System.nanoTime();
      statements.run("COMMIT");
      long waited = begun - batch.element().askedAt();
      return Optional.of(
          new StoreWatch.Batch(batch.size(), waited, worked - begun, System.nanoTime() - worked));
    } catch (StoreUnavailable e) {
      fail(Objects.requireNonNullElse(e.getCause(), e));
    } catch (SQLException | RuntimeException | Error e) {
      fail(e);
    }
    return Optional.empty();
  }

  private void fail(Throwable cause) {
    // A connection in an unknown state is no base for the next batch.
    line.drop();
    batch.forEach(job -> job.refuse(cause));
  }

  private void perform(Job<?> job, Statements statements, Map<Object, Optional<?>> changed)
      throws SQLException {
    statements.run("SAVEPOINT job");
    Recall.Change change = recall.change();
    Session session = new Session(statements, true, change, SqliteFailures::whileWorking);
    boolean keep = job.perform(session, clock.instant());
    if (session.failure().orElse(null) instanceof StoreUnavailable unavailable) {
      // SQLite may have rolled back the whole transaction by itself.
      throw unavailable;
    }
    if (keep) {
      changed.putAll(change.rows());
    } else {
      statements.run("ROLLBACK TO job");
    }
    statements.run("RELEASE job");
  }

  /** How many jobs are in line. */
  int waiting() {
    return queue.size();
  }

  /** Does what is in line, then ends the thread, unless that has died. */
  void close() {
    door.lock();
    try {
      if (!closed) {
        closed = true;
        queue.add(lastJob);
      }
    } finally {
      door.unlock();
    }
    ended.join();
  }
}

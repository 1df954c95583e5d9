package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Transaction;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Reads in the caller's thread, over a few connections that are handed out in turn. Whoever has to
 * wait for one waits in Java, where a virtual thread may.
 */
final class SqliteReaders {
  private static final long LONGEST_WAIT_SECONDS = 10;

  private final BlockingQueue<Line> idle;
  private final int size;
  private final InstantSource clock;
  private final StoreWatch watch;

  SqliteReaders(int size, Line.Dial dial, InstantSource clock, StoreWatch watch) {
    this.idle = new ArrayBlockingQueue<>(size, true);
    this.size = size;
    this.clock = clock;
    this.watch = watch;
    for (int i = 0; i < size; i++) {
      idle.add(new Line(dial));
    }
  }

  <T> T read(Function<Transaction, T> work) {
    Line line = borrow();
    try {
      return read(line, work);
    } finally {
      idle.add(line);
    }
  }

  private Line borrow() {
    Line line = idle.poll();
    return line == null ? awaited() : line;
  }

  private Line awaited() {
    long begun = System.nanoTime();
    try {
      Line line = idle.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new StoreUnavailable(new TimeoutException("Too many reads are waiting"));
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable(e);
    } finally {
      watch.waitedToRead(System.nanoTime() - begun);
    }
  }

  /** How many connections there are. */
  int size() {
    return size;
  }

  /** How many of them are handed out. */
  int busy() {
    return size - idle.size();
  }

  private <T> T read(Line line, Function<Transaction, T> work) {
    Session session = begin(line);
    T result;
    try {
      result = work.apply(new JdbcTransaction(session, clock.instant()));
    } finally {
      end(line, session);
    }
    session.throwFailure();
    return result;
  }

  private static Session begin(Line line) {
    try {
      line.statements().run("BEGIN");
      return new Session(line.statements(), false, SqliteFailures::whileWorking);
    } catch (SQLException e) {
      line.drop();
      throw new StoreUnavailable(e);
    }
  }

  private static void end(Line line, Session session) {
    session.end();
    try {
      if (session.failure().isPresent()) {
        line.drop();
      } else {
        line.statements().run("COMMIT");
      }
    } catch (SQLException e) {
      // What was read was read.
      line.drop();
    }
  }

  /** Waits for the reads under way. The connections stay in line, closed, and refuse who comes. */
  void close() {
    List<Line> closed = new ArrayList<>();
    while (closed.size() < size) {
      Line line = borrowUninterruptibly();
      line.close();
      closed.add(line);
    }
    idle.addAll(closed);
  }

  private Line borrowUninterruptibly() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return idle.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

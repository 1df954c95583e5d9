package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads in the caller's thread: what is remembered at once, the rest over a few connections that
 * are handed out in turn. Whoever has to wait for one waits in Java, where a virtual thread may.
 */
final class SqliteReaders {
  private static final long LONGEST_WAIT_SECONDS = 10;

  private final BlockingQueue<Line> idle;
  private final int size;
  private final Recall recall;
  private final InstantSource clock;
  private final StoreWatch watch;

  SqliteReaders(int size, Line.Dial dial, Recall recall, InstantSource clock, StoreWatch watch) {
    this.idle = new ArrayBlockingQueue<>(size, true);
    this.size = size;
    this.recall = recall;
    this.clock = clock;
    this.watch = watch;
    for (int i = 0; i < size; i++) {
      idle.add(new Line(dial));
    }
  }

  <T> T read(Function<Transaction, T> work) {
    Recall.Look look = recall.look();
    try {
      T result = read(work, look);
      if (look.isOneMoment()) {
        return result;
      }
    } catch (RuntimeException e) {
      if (look.isOneMoment()) {
        throw e;
      }
    }
    return read(work, recall.lookAnew());
  }

  private <T> T read(Function<Transaction, T> work, Recall.Look look) {
    Visit visit = new Visit(look);
    Session session = new Session(visit, false, look, SqliteFailures::whileWorking);
    T result;
    try {
      result = work.apply(new JdbcTransaction(session, clock.instant()));
    } finally {
      session.end();
      visit.end(session.failure().isEmpty());
    }
    session.throwFailure();
    look.keep();
    return result;
  }

  /** A read's turn with a connection, which begins with its first question, if it has any. */
  private final class Visit implements Session.Questions {
    private final Recall.Look look;
    private @Nullable Line line;

    private Visit(Recall.Look look) {
      this.look = look;
    }

    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
      Line open = line;
      if (open == null) {
        open = borrow();
        line = open;
        look.ask();
        open.statements().run("BEGIN");
      }
      return open.statements().prepare(sql);
    }

    private void end(boolean well) {
      Line open = line;
      if (open != null) {
        try {
          end(open, well);
        } finally {
          idle.add(open);
        }
      }
    }

    private static void end(Line open, boolean well) {
      try {
        if (well) {
          open.statements().run("COMMIT");
        } else {
          open.drop();
        }
      } catch (SQLException e) {
        // What was read was read.
        open.drop();
      }
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

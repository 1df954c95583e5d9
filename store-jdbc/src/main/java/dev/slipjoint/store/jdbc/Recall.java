package dev.slipjoint.store.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.slipjoint.platform.nouns.Installation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were read or written a while ago and are still what the database holds. It is exact,
 * because nobody else writes to the database:
 *
 * <ul>
 *   <li>A row is forgotten when a write changes it, before that write is committed; until the write
 *       is answered nobody can bring an older one back.
 *   <li>A row that was read is kept only if no write that may have changed it was committed since
 *       the read began.
 *   <li>A read takes only rows that were known when it began: all of them held at that moment. If
 *       it has to ask the database as well, they must still hold when it ends, or it is done again
 *       without memory.
 * </ul>
 *
 * <p>What isn't there isn't remembered: strangers could fill the memory with it.
 */
final class Recall {

  /** About what a row takes beside its texts. */
  private static final int BYTES_OF_ROW = 400;

  private final Cache<Object, Known> rows;
  private final ReentrantLock lock = new ReentrantLock();

  /** What the writes of the present batch have changed. Under the lock. */
  private final Set<Object> changing = new HashSet<>();

  /** How many batches of writes are over. Changed under the lock. */
  private final AtomicLong batches = new AtomicLong();

  /** Counts whenever rows become known. Changed under the lock. */
  private final AtomicLong moment = new AtomicLong();

  private volatile boolean closed;

  /**
   * A row.
   *
   * @param key under which it is found
   * @param since the moment from which on it is known
   */
  private record Known(Object key, Object row, long since) {}

  /** Remembers rows of about so many bytes. */
  Recall(long bytes) {
    this.rows =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .<Object, Known>weigher((key, known) -> weight(known.row()))
            .executor(Runnable::run)
            .build();
  }

  private static int weight(Object row) {
    return row instanceof Installation it
        ? BYTES_OF_ROW + 2 * it.context().text().length()
        : BYTES_OF_ROW;
  }

  /** For the work of a read. */
  Look look() {
    return new Look(true);
  }

  /** For the work of a read that memory has misled. */
  Look lookAnew() {
    return new Look(false);
  }

  /** For the work of a write. */
  Change change() {
    return new Change();
  }

  /**
   * A batch of writes is over, and not answered yet. These are the rows that were changed by those
   * that were kept.
   */
  void settle(Map<Object, Optional<?>> changed) {
    lock.lock();
    try {
      batches.incrementAndGet();
      long now = moment.incrementAndGet();
      changing.clear();
      changed.forEach((key, row) -> row.ifPresent(it -> rows.put(key, new Known(key, it, now))));
    } finally {
      lock.unlock();
    }
  }

  /**
   * A connection was opened. If all others had been given up, that may have brought back a commit
   * that failed: nothing that was read before is sure any more.
   */
  void forget() {
    lock.lock();
    try {
      batches.incrementAndGet();
      moment.incrementAndGet();
      rows.invalidateAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is known from now on. */
  void close() {
    closed = true;
  }

  private @Nullable Known known(Object key) {
    return closed ? null : rows.getIfPresent(key);
  }

  private boolean isStillKnown(Known it) {
    Known now = known(it.key());
    return now != null && now.since() == it.since();
  }

  /** See {@link #look}. */
  final class Look implements Memory {
    private final boolean recalls;
    private final long beganAt = moment.get();
    private final List<Known> used = new ArrayList<>();
    private final Map<Object, Optional<?>> found = new HashMap<>();
    private boolean asks;
    private long askedAfter;

    private Look(boolean recalls) {
      this.recalls = recalls;
    }

    /** To be called before the database is asked for the first time. */
    void ask() {
      asks = true;
      askedAfter = batches.get();
    }

    @Override
    @SuppressWarnings("unchecked") // each kind of key has its kind of row
    public <T> Optional<T> find(Object key, Supplier<Optional<T>> question) {
      Known known = recalls ? recalled(key) : null;
      if (known != null) {
        return Optional.of((T) known.row());
      }
      Optional<?> before = found.get(key);
      if (before != null) {
        return (Optional<T>) before; // nothing changes within a read
      }
      Optional<T> row = question.get();
      found.put(key, row);
      return row;
    }

    private @Nullable Known recalled(Object key) {
      Known known = known(key);
      if (known != null && known.since() <= beganAt) {
        used.add(known);
        return known;
      }
      // It may have been forgotten since this read was told of it.
      return used.stream().filter(it -> it.key().equals(key)).findFirst().orElse(null);
    }

    @Override
    public void changed(Object key, Optional<?> row) {
      throw new IllegalStateException("A read changes nothing");
    }

    /** Whether all that was recalled held at the moment that the database showed. */
    boolean isOneMoment() {
      return !asks || used.stream().allMatch(Recall.this::isStillKnown);
    }

    /** Remembers what was found, unless it may have been changed meanwhile. */
    void keep() {
      if (found.isEmpty()) {
        return;
      }
      lock.lock();
      try {
        if (askedAfter == batches.get()) {
          long now = moment.incrementAndGet();
          found.forEach((key, row) -> row.ifPresent(it -> keep(key, it, now)));
        }
      } finally {
        lock.unlock();
      }
    }

    private void keep(Object key, Object row, long now) {
      if (!changing.contains(key)) {
        rows.put(key, new Known(key, row, now));
      }
    }
  }

  /** See {@link #change}. */
  final class Change implements Memory {
    private final Map<Object, Optional<?>> changed = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked") // each kind of key has its kind of row
    public <T> Optional<T> find(Object key, Supplier<Optional<T>> question) {
      // What the writes before it in its batch have changed is forgotten.
      Known known = known(key);
      return known == null ? question.get() : Optional.of((T) known.row());
    }

    @Override
    public void changed(Object key, Optional<?> row) {
      changed.put(key, row);
      lock.lock();
      try {
        changing.add(key);
        rows.invalidate(key);
      } finally {
        lock.unlock();
      }
    }

    /** The rows that it changed, each as it left it, where that is known. */
    Map<Object, Optional<?>> rows() {
      return changed;
    }
  }
}

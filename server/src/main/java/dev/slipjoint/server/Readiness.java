package dev.slipjoint.server;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Store;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the store can be read and written now. To find out costs a write to the disk, and anybody
 * may ask: so an answer is good for a second, and nobody asks the store beside somebody else.
 */
final class Readiness implements BooleanSupplier {
  private static final long GOOD_FOR = TimeUnit.SECONDS.toNanos(1);

  private final Store store;
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();
  private boolean known;
  private boolean ready;
  private long askedAt;

  Readiness(Store store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean getAsBoolean() {
    asking.lock();
    try {
      if (!known || nanoTime.getAsLong() - askedAt >= GOOD_FOR) {
        ready = isReady();
        // By when it was answered: a slow disk must not be asked all the time.
        askedAt = nanoTime.getAsLong();
        known = true;
      }
      return ready;
    } finally {
      asking.unlock();
    }
  }

  private boolean isReady() {
    try {
      store.check();
      return true;
    } catch (StoreUnavailable e) {
      return false;
    }
  }
}

package dev.slipjoint.conformance;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what takes a moment. */
final class Eventually {
  static final Duration LIMIT = Duration.ofSeconds(30);

  private Eventually() {}

  /** The first value that is as it should be; after a while, whatever there is. */
  static <T> T become(Supplier<T> value, Predicate<T> right) {
    return within(LIMIT, value, right);
  }

  static <T> T within(Duration limit, Supplier<T> value, Predicate<T> right) {
    long deadline = System.nanoTime() + limit.toNanos();
    T now = value.get();
    while (!right.test(now) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return now;
      }
      now = value.get();
    }
    return now;
  }
}

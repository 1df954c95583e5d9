package dev.slipjoint.sdk;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * When to ask again: at most three times, after a random part of a pause that doubles (so that many
 * callers don't come back all at once), never before the platform asked for, never past the
 * deadline.
 */
record Retries(RandomGenerator random, Sleeper sleeper, LongSupplier nanoTime) {

  /** Lets time pass. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  static final int ATTEMPTS = 3;
  static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** What asks for more is given up at once: the caller has better things to do than to wait. */
  static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(5);

  static Retries standard() {
    return new Retries(new Random(), Thread::sleep, System::nanoTime);
  }

  Attempts start(Duration deadline) {
    return new Attempts(nanoTime.getAsLong() + deadline.toNanos());
  }

  /** The attempts at one request. */
  final class Attempts {
    private final long end;
    private int made = 1;

    private Attempts(long end) {
      this.end = end;
    }

    Duration remaining() {
      return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }

    /** Waits for the next attempt; false if there is none. */
    boolean again(Optional<Duration> retryAfter) throws InterruptedException {
      Duration pause = retryAfter.orElseGet(this::randomPause);
      if (made == ATTEMPTS
          || pause.compareTo(LONGEST_RETRY_AFTER) > 0
          || pause.compareTo(remaining()) >= 0) {
        return false;
      }
      made++;
      sleeper.sleep(pause);
      return true;
    }

    private Duration randomPause() {
      long longest = FIRST_PAUSE.toNanos() << (made - 1);
      return Duration.ofNanos(random.nextLong(longest));
    }
  }
}

package dev.slipjoint.platform.installation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long enabling and disabling wait for an integration.
 *
 * @param deadline how long one that doesn't answer is called again; then enabling is given up, and
 *     disabling goes on without it
 * @param confirm how long one that has accepted may take to confirm
 * @param pause before the second attempt; it doubles from attempt to attempt
 */
public record LifecycleTimes(Duration deadline, Duration confirm, Duration pause) {
  private static final int MOST_DOUBLINGS = 6;

  /** A random part, at least half, of the pause after so many attempts. */
  Duration pauseAfter(int attempts, RandomGenerator random) {
    long most = pause.toMillis() << Math.clamp(attempts - 1L, 0, MOST_DOUBLINGS);
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }
}

package dev.slipjoint.platform.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * How many attempts at one endpoint this process makes at a time. A healthy one leaves its team
 * room for others; one that lets callers wait is asked by one at a time, until it answers.
 */
final class EndpointSlots {
  private static final int USUAL = 12;
  private static final int HANGING = 1;

  /** So many attempts in a row without an answer; one alone may be anybody's bad luck. */
  private static final int TIME_OUTS = 5;

  private static final Duration SHORTLY = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Integer> timeOuts = new HashMap<>();
  private final Random random = new Random();

  /** Takes a slot, if one is free. */
  synchronized boolean enter(String endpoint) {
    int most = isHanging(endpoint) ? HANGING : USUAL;
    int now = taken.getOrDefault(endpoint, 0);
    if (now >= most) {
      return false;
    }
    taken.put(endpoint, now + 1);
    return true;
  }

  /** Gives it back. */
  synchronized void leave(String endpoint) {
    taken.computeIfPresent(endpoint, (id, now) -> now == 1 ? null : now - 1);
  }

  /** Remembers how the last attempt went. */
  synchronized void learn(String endpoint, boolean timedOut) {
    if (timedOut) {
      timeOuts.merge(endpoint, 1, Integer::sum);
    } else {
      timeOuts.remove(endpoint);
    }
  }

  private boolean isHanging(String endpoint) {
    return timeOuts.getOrDefault(endpoint, 0) >= TIME_OUTS;
  }

  /** When to come again, for who found none free. */
  synchronized Duration patience(String endpoint) {
    Duration least = isHanging(endpoint) ? LATER : SHORTLY;
    return least.plusMillis(random.nextLong(least.toMillis()));
  }
}

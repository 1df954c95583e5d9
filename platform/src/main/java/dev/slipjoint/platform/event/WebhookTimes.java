package dev.slipjoint.platform.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long endpoints are waited for.
 *
 * @param schedule the pauses between the attempts at one delivery; after the last it is given up
 * @param pauseAfter how long every attempt must have failed until an endpoint is paused
 * @param firstProbe after which a paused endpoint is tried; it doubles from time to time
 * @param longestProbe which it doesn't pass
 */
public record WebhookTimes(
    List<Duration> schedule, Duration pauseAfter, Duration firstProbe, Duration longestProbe) {
  private static final Duration LONGEST_ASKED = Duration.ofHours(24);
  private static final double JITTER = 0.1;
  private static final int MOST_DOUBLINGS = 10;

  /** Keeps a copy. */
  public WebhookTimes {
    schedule = List.copyOf(schedule);
  }

  /** The usual probes: after an hour, and never more than a day apart. */
  public WebhookTimes(List<Duration> schedule, Duration pauseAfter) {
    this(schedule, pauseAfter, Duration.ofHours(1), Duration.ofHours(24));
  }

  /**
   * The pause after so many attempts, or a longer one if the endpoint asked for it; empty if there
   * is to be no other attempt.
   */
  Optional<Duration> pauseAfter(int attempts, Optional<Duration> asked, RandomGenerator random) {
    if (attempts > schedule.size()) {
      return Optional.empty();
    }
    Duration usual = jittered(schedule.get(attempts - 1), random);
    return asked
        .map(it -> it.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : it)
        .filter(it -> it.compareTo(usual) > 0)
        .or(() -> Optional.of(usual));
  }

  /** How long after the so-manieth probe the next one is. */
  Duration probeAfter(int probes, RandomGenerator random) {
    Duration doubled = firstProbe.multipliedBy(1L << Math.min(probes, MOST_DOUBLINGS));
    return jittered(doubled.compareTo(longestProbe) > 0 ? longestProbe : doubled, random);
  }

  /** A tenth more or less, so that what failed together isn't tried again together. */
  private static Duration jittered(Duration pause, RandomGenerator random) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofMillis(Math.round(pause.toMillis() * factor));
  }
}

package dev.slipjoint.server.metrics;

import java.time.Duration;
import java.util.Arrays;

/** The bounds of histograms: few, because each is a series of its own for each label. */
final class Buckets {
  private static final long[] MICROS = {
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000
  };

  private Buckets() {}

  /** From a read out of the cache to the longest call of a handler. */
  static Duration[] times() {
    return Arrays.stream(MICROS)
        .mapToObj(it -> Duration.ofNanos(1_000 * it))
        .toArray(Duration[]::new);
  }

  /** From one write to as many as are ever made durable together. */
  static double[] writes() {
    return new double[] {1, 2, 4, 8, 16, 32, 64};
  }
}

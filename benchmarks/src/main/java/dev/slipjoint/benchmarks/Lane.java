package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.time.Duration;

/** One of the ways that are compared, and how load is put on it. */
interface Lane {

  /** Its name. */
  Part part();

  /** Loads for so long, so that what is compiled is compiled. */
  void warmUp(Duration time) throws IOException, InterruptedException;

  /** Loads for so long, and measures. */
  Round round(Duration time) throws IOException, InterruptedException;

  /** For one of so many. */
  static double micros(Duration time, long count) {
    return time.toNanos() / 1e3 / Math.max(1, count);
  }
}

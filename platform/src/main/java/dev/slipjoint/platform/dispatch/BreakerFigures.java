package dev.slipjoint.platform.dispatch;

import java.time.Duration;

/**
 * When a circuit breaker opens and closes.
 *
 * @param window how far back failures count
 * @param opening what opens it
 * @param open how long it then lets nothing pass
 * @param reopening what opens it again, once calls pass again
 * @param successesToClose how many successes close it then
 */
public record BreakerFigures(
    Duration window, Threshold opening, Duration open, Threshold reopening, int successesToClose) {

  /** Saleor's figures, which have been tried on many shops. */
  public static final BreakerFigures USUAL =
      new BreakerFigures(
          Duration.ofMinutes(5),
          new Threshold(100, 35),
          Duration.ofMinutes(2),
          new Threshold(20, 30),
          50);

  /**
   * So many failures, and a larger part of all calls than that.
   *
   * @param failures the least number
   * @param percent the part that has to be passed
   */
  public record Threshold(int failures, int percent) {

    /** Whether it is passed. */
    boolean isPassedBy(CallCount count) {
      return count.failures() >= failures
          && (long) count.failures() * 100 > (long) count.calls() * percent;
    }
  }
}

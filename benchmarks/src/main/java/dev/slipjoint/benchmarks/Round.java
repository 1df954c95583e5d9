package dev.slipjoint.benchmarks;

import java.time.Duration;

/**
 * What one round on one lane brought.
 *
 * @param rate requests in a second
 * @param p50 milliseconds within which half of them were answered
 * @param p99 and 99 in 100
 * @param server microseconds of the processor that the server took for one
 * @param integration the same of the integration
 */
record Round(double rate, double p50, double p99, double server, double integration) {

  static Round on(Running running, Lane lane, Duration time) throws InterruptedException {
    Duration server = running.server().cpu();
    Duration integration = running.integration().cpu();
    Load.Done done = Load.during(time, lane.scripts());
    int count = Math.max(1, done.latencies().count());
    return new Round(
        done.rate(),
        done.latencies().percentile(0.5),
        done.latencies().percentile(0.99),
        micros(running.server().cpu().minus(server)) / count,
        micros(running.integration().cpu().minus(integration)) / count);
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }
}

package dev.slipjoint.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * Calls through the server or to the integration, from this process.
 *
 * @param scripts what its connections ask, one for each
 */
record CallLane(Running running, Part part, List<Script> scripts) implements Lane {
  CallLane {
    scripts = List.copyOf(scripts);
  }

  @Override
  public void warmUp(Duration time) throws InterruptedException {
    Load.during(time, scripts);
  }

  @Override
  public Round round(Duration time) throws InterruptedException {
    Duration server = running.server().cpu();
    Duration integration = running.integration().cpu();
    Load.Done done = Load.during(time, scripts);
    int count = done.latencies().count();
    return new Round(
        done.rate(),
        done.latencies().percentile(0.5),
        done.latencies().percentile(0.99),
        Lane.micros(running.server().cpu().minus(server), count),
        Lane.micros(running.integration().cpu().minus(integration), count));
  }
}

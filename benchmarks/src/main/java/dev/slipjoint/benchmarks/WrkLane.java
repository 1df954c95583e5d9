package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.time.Duration;

/**
 * Contexts read or replaced over HTTP, by {@code wrk}.
 *
 * @param program whose time of the processor counts
 * @param port where it is asked
 * @param seed what is in its database
 */
record WrkLane(Part part, Wrk wrk, Program program, int port, String method, SeedFolder seed)
    implements Lane {

  @Override
  public void warmUp(Duration time) throws IOException, InterruptedException {
    wrk.run(port, time, method, seed);
  }

  @Override
  public Round round(Duration time) throws IOException, InterruptedException {
    Duration before = program.cpu();
    Wrk.Figures done = wrk.run(port, time, method, seed);
    return new Round(
        done.rate(),
        done.p50(),
        done.p99(),
        Lane.micros(program.cpu().minus(before), done.requests()),
        Double.NaN);
  }
}

package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The generator {@code wrk}, with one thread and 32 connections. {@code wrk.lua} says what it asks.
 */
record Wrk(Cores cores, Path script) {
  static final int CONNECTIONS = 32;

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final String FIGURES = "figures ";

  /** What it counted. */
  record Figures(long requests, double seconds, double p50, double p99) {
    double rate() {
      return requests / seconds;
    }
  }

  /**
   * Loads.
   *
   * @throws BenchmarkFailed if anything was answered wrongly, or not at all
   */
  Figures run(int port, Duration time, String method, SeedFolder seed)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "wrk",
            "--threads=1",
            "--connections=" + CONNECTIONS,
            "--duration=%ds".formatted(time.toSeconds()),
            "--timeout=%ds".formatted(LONGEST_ANSWER.toSeconds()),
            "--script=" + script,
            "http://127.0.0.1:" + port,
            "--",
            method,
            Integer.toString(seed.asked()),
            Integer.toString(Seed.step(seed.asked())),
            Integer.toString(seed.distance()),
            seed.tokens().toString(),
            Seed.CONTEXT);
    Process process =
        new ProcessBuilder(cores.on(cores.others(), command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new BenchmarkFailed("wrk failed: " + said);
    }
    return said.lines()
        .filter(it -> it.startsWith(FIGURES))
        .map(it -> figures(it.substring(FIGURES.length())))
        .findFirst()
        .orElseThrow(() -> new BenchmarkFailed("wrk counted nothing: " + said));
  }

  private static Figures figures(String line) {
    long[] numbers = Stream.of(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    if (numbers[4] + numbers[5] + numbers[6] > 0) {
      throw new BenchmarkFailed(
          "Of %d calls %d were refused, %d broken off, and %d answered after more than %d s"
              .formatted(
                  numbers[0], numbers[4], numbers[5], numbers[6], LONGEST_ANSWER.toSeconds()));
    }
    return new Figures(numbers[0], numbers[1] / 1e6, numbers[2] / 1e3, numbers[3] / 1e3);
  }
}

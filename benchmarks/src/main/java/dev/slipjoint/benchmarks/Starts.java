package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From the start of the process to the first answer, as it is and with Java's cache of what a start
 * needs.
 */
final class Starts {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LONGEST_TO_MAKE = Duration.ofMinutes(3);
  private static final Ask READY = Ask.of("GET", "/health/ready", "", 200, "");

  private final Place place;
  private final Cores cores;
  private final Options options;
  private final Report report;
  private final Path folder;

  Starts(Place place, Cores cores, Options options, Report report) throws IOException {
    this.place = place;
    this.cores = cores;
    this.options = options;
    this.report = report;
    this.folder = place.runFolder();
  }

  /** What one start took. */
  private record Start(double seconds, double megabytes) {}

  void measure() throws IOException, InterruptedException {
    report.heading(
        "%d starts each in turn, ./slipjoint to the first 200 of /health/ready"
            .formatted(options.starts()));
    try {
      SeedFolder.with(10_000, place, report).copy(folder);
      Path cache = folder.resolve("slipjoint.aot");
      make(cache);
      if (Files.exists(cache)) {
        report.line("AOT cache: %d MB".formatted(Files.size(cache) >> 20));
        measure("-XX:AOTCache=" + cache);
      } else {
        report.line("not measured: this JDK makes no AOT cache in one step; JDK 25 does.");
      }
    } finally {
      Place.delete(folder);
    }
  }

  /** A run that is watched; the cache is put together when it ends, by a process of its own. */
  private void make(Path cache) throws IOException, InterruptedException {
    Host.Setting setting = setting("-XX:AOTCacheOutput=" + cache);
    try (Host host = Host.slipjoint(place, cores, setting)) {
      awaitReady(host, setting);
      host.program().end(LONGEST_TO_MAKE);
    }
  }

  private void measure(String withCache) throws IOException, InterruptedException {
    List<Start> plain = new ArrayList<>();
    List<Start> cached = new ArrayList<>();
    for (int i = 0; i < options.starts(); i++) {
      plain.add(start(""));
      cached.add(start(withCache));
    }
    tell("plain", plain);
    tell("with the cache", cached);
    double[] ratios = new double[plain.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = cached.get(i).seconds() / plain.get(i).seconds();
    }
    report.line("  with the cache / plain: %s".formatted(Spread.of(ratios).all(2)));
    report.toReach("≤ 0.60", Spread.of(ratios).median() <= 0.6);
  }

  private void tell(String name, List<Start> starts) {
    report.line(
        "  %-16s %s s, %s MB"
            .formatted(
                name,
                Spread.of(starts.stream().mapToDouble(Start::seconds).toArray()).all(2),
                Spread.of(starts.stream().mapToDouble(Start::megabytes).toArray()).all(0)));
  }

  private Start start(String javaOptions) throws IOException, InterruptedException {
    Host.Setting setting = setting(javaOptions);
    long begin = System.nanoTime();
    try (Host host = Host.slipjoint(place, cores, setting)) {
      awaitReady(host, setting);
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Start(seconds, host.program().resident() / 1024.0);
    }
  }

  private Host.Setting setting(String javaOptions) {
    return new Host.Setting("server", folder, "warn", folder.resolve("server.log"), javaOptions);
  }

  private static void awaitReady(Host host, Host.Setting setting)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!Connection.isAnswered(host.port(), READY)) {
      if (System.nanoTime() > deadline) {
        throw new BenchmarkFailed(Files.readString(setting.log()));
      }
      Thread.sleep(2);
    }
  }
}

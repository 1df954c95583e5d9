package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures Slipjoint on this machine's loopback: starts a server and an integration, puts load on
 * them, prints the figures, and stops what it started.
 */
public final class Benchmarks {

  /** A run that takes longer than this hangs. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final Duration TO_SETTLE = Duration.ofSeconds(3);

  private final Options options;
  private final Report report = new Report();

  private Benchmarks(Options options) {
    this.options = options;
  }

  /** Runs what the arguments say: 0 measured, 1 not. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    try {
      Options options = Options.of(args);
      giveUpAfter(LONGEST);
      new Benchmarks(options).run(Path.of(System.getProperty("slipjoint.checkout", ".")));
    } catch (BenchmarkFailed e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private static void giveUpAfter(Duration time) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                Thread.sleep(time);
              } catch (InterruptedException e) {
                return;
              }
              System.err.println("benchmarks: nothing takes this long; something hangs.");
              System.exit(1);
            });
  }

  private void run(Path checkout) throws IOException, InterruptedException {
    Cores cores = Cores.find();
    cores.moveHere();
    report.machine(cores, options);
    Place place = new Place(checkout);
    try (Contexts contexts = new Contexts(place, cores, options, report)) {
      contexts.measure();
    }
    if (options.has(Part.START)) {
      new Starts(place, cores, options, report).measure();
    }
    if (options.hasOneOf(
        Part.DIRECT,
        Part.GATEWAY,
        Part.BARE,
        Part.OPERATIONS,
        Part.PLAIN,
        Part.EVENTS,
        Part.IDLE)) {
      calls(checkout, cores);
    }
    report.heading("load at the end: " + Report.load());
  }

  private void calls(Path checkout, Cores cores) throws IOException, InterruptedException {
    try (Running running = Running.start(checkout, cores)) {
      new Calls(running, options, report).measure();
      new Changes(running, options, report).measure();
      new Events(running, options, report).measure();
      idle(running.server());
    }
  }

  private void idle(Program server) throws InterruptedException {
    if (!options.has(Part.IDLE)) {
      return;
    }
    report.heading(
        "A server with nothing to do, watched for %d s".formatted(options.idle().toSeconds()));
    Thread.sleep(TO_SETTLE);
    Duration before = server.cpu();
    Thread.sleep(options.idle());
    double used = server.cpu().minus(before).toNanos() / 1e9;
    double perMinute = used * 60 / options.idle().toSeconds();
    report.line("CPU seconds in a minute: %.2f".formatted(perMinute));
  }
}

package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a filled database and the tokens to ask for what is in it. It is filled once and
 * kept.
 *
 * @param asked how many of the installations are asked for, spread evenly over all
 */
record SeedFolder(Seed seed, Path folder, int asked) {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  static final String DATABASE = "slipjoint.db";

  /** The folder with so many installations; filled now, if it isn't there. */
  static SeedFolder with(int installations, Place place, Report report)
      throws IOException, InterruptedException {
    Seed seed = Seed.of(installations);
    SeedFolder there =
        new SeedFolder(seed, place.target().resolve("seed-" + installations), installations);
    if (!Files.exists(there.filled())) {
      there.fill(place);
    }
    report.line(
        "%,d installations of %,d teams, %d bytes of context each: a file of %,d MB, filled in %s s"
            .formatted(
                installations,
                seed.teams(),
                Seed.CONTEXT.length(),
                Files.size(there.database()) >> 20,
                Files.readString(there.filled())));
    return there;
  }

  /** The same, of which only so many are asked for. */
  SeedFolder asked(int some) {
    return new SeedFolder(seed, folder, some);
  }

  /**
   * The distance between one that is asked for and the next: odd, so that half of the calls are
   * made by installations.
   */
  int distance() {
    return (seed.installations() / asked - 1) | 1;
  }

  private void fill(Place place) throws IOException, InterruptedException {
    Place.delete(folder);
    Files.createDirectories(folder);
    List<String> command =
        place.java(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                place.serverLibraries() + ":" + Place.ownJar(),
                Seeding.class.getName(),
                folder.toString(),
                tokens().toString(),
                Integer.toString(seed.installations())));
    long start = System.nanoTime();
    try (Program program = Program.start("seeding", command, Map.of(), Redirect.INHERIT)) {
      program.awaitEnd(LONGEST);
    }
    Files.writeString(filled(), "%.1f".formatted((System.nanoTime() - start) / 1e9));
  }

  private Path filled() {
    return folder.resolve("seconds");
  }

  Path database() {
    return folder.resolve(DATABASE);
  }

  /** A line for each installation, all of the same length. */
  Path tokens() {
    return folder.resolve("tokens");
  }

  /** The tokens of the first installations. */
  List<String> tokens(int first) throws IOException {
    try (Stream<String> lines = Files.lines(tokens())) {
      return lines.limit(first).toList();
    }
  }

  /** A data folder of its own, with a copy of the database. */
  Path copy(Path to) throws IOException {
    Files.createDirectories(to);
    Files.copy(database(), to.resolve(DATABASE));
    // Or the system writes it out while others are measured.
    try (FileChannel file = FileChannel.open(to.resolve(DATABASE), StandardOpenOption.WRITE)) {
      file.force(true);
    }
    return to;
  }
}

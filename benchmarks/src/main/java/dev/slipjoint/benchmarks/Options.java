package dev.slipjoint.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param parts what
 * @param warmUp for each path, before the first round
 * @param round how long a round lasts
 * @param rounds of each path
 * @param updates of a round of events
 * @param singles how many single events are waited for
 * @param idle how long a server with nothing to do is watched
 * @param many how many installations there are where there are many
 * @param starts how often a server is started in each way
 */
record Options(
    Set<Part> parts,
    Duration warmUp,
    Duration round,
    int rounds,
    int updates,
    int singles,
    Duration idle,
    int many,
    int starts) {

  static final String USAGE =
      "benchmarks/run [--quick] [--only PART[,PART…]], where a part is one of "
          + Stream.of(Part.values()).map(Part::word).collect(Collectors.joining(", "));

  private static final Options USUAL =
      new Options(
          EnumSet.allOf(Part.class),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          5,
          5_000,
          100,
          Duration.ofSeconds(30),
          1_000_000,
          9);

  private static final Options QUICK =
      new Options(
          EnumSet.allOf(Part.class),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          2,
          500,
          20,
          Duration.ofSeconds(5),
          50_000,
          2);

  /**
   * Reads the command line.
   *
   * @throws BenchmarkFailed if it makes no sense
   */
  static Options of(String... arguments) {
    Options options = Arrays.asList(arguments).contains("--quick") ? QUICK : USUAL;
    for (int i = 0; i < arguments.length; i++) {
      boolean only = arguments[i].equals("--only") && i + 1 < arguments.length;
      if (!only && !arguments[i].equals("--quick")) {
        throw new BenchmarkFailed(USAGE);
      }
      options = only ? options.only(arguments[++i]) : options;
    }
    return options;
  }

  private Options only(String words) {
    Set<Part> some = EnumSet.noneOf(Part.class);
    for (String word : words.split(",", -1)) {
      some.add(Part.of(word).orElseThrow(() -> new BenchmarkFailed(USAGE)));
    }
    return new Options(some, warmUp, round, rounds, updates, singles, idle, many, starts);
  }

  boolean has(Part part) {
    return parts.contains(part);
  }

  boolean hasOneOf(Part... some) {
    return Stream.of(some).anyMatch(parts::contains);
  }
}

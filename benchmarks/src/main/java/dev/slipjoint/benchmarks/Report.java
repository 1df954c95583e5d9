package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Prints what was measured, and on what. */
final class Report {

  /** Says where and when. */
  void machine(Cores cores, Options options) {
    line(
        "%s UTC, Java %s, %d cores, load %s"
            .formatted(
                LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES),
                System.getProperty("java.vm.version"),
                cores.count(),
                load()));
    line(cores.toString());
    line(
        "closed loop; warm-up %d s a lane, then %d rounds of %d s each in turn; medians of the"
                .formatted(
                    options.warmUp().toSeconds(), options.rounds(), options.round().toSeconds())
            + " rounds, (least–most)");
  }

  /** How busy the machine is, by its own account: 1, 5 and 15 minutes. */
  static String load() {
    try {
      return String.join(
          " ", List.of(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)).subList(0, 3));
    } catch (IOException e) {
      return "unknown";
    }
  }

  void heading(String text) {
    line("");
    line(text);
  }

  void line(String text) {
    System.out.println(text);
  }

  void table(Rounds rounds, List<? extends Lane> lanes) {
    String columns = "  %-12s %-26s %10s %10s %16s %21s";
    line(
        columns.formatted(
            "", "per second", "p50 ms", "p99 ms", "server CPU µs", "integration CPU µs"));
    for (Lane lane : lanes) {
      line(
          columns.formatted(
              lane.part().word(),
              rounds.spread(lane.part(), Round::rate).all(0),
              rounds.spread(lane.part(), Round::p50).median(2),
              rounds.spread(lane.part(), Round::p99).median(2),
              rounds.spread(lane.part(), Round::server).median(1),
              rounds.spread(lane.part(), Round::integration).median(1)));
    }
  }

  /** How two lanes compare, if both were measured. */
  void ratio(Rounds rounds, Part part, Part other) {
    if (rounds.has(part) && rounds.has(other)) {
      line(
          "  %s / %s: rate %s, p99 %s, server CPU %s"
              .formatted(
                  part.word(),
                  other.word(),
                  rounds.ratio(part, other, Round::rate).all(2),
                  rounds.ratio(part, other, Round::p99).all(2),
                  rounds.ratio(part, other, Round::server).all(2)));
    }
  }

  /** The same, with what there is to reach in requests a second. */
  void ratio(Rounds rounds, Part part, Part other, double rate) {
    ratio(rounds, part, other);
    if (rounds.has(part) && rounds.has(other)) {
      toReach(
          "rate ≥ %.2f".formatted(rate), rounds.ratio(part, other, Round::rate).median() >= rate);
    }
  }

  /** Says whether that was reached. */
  void toReach(String what, boolean reached) {
    line("  to reach: %s: %s".formatted(what, reached ? "reached" : "NOT REACHED"));
  }

  /** The same, with what there is to reach. */
  void ratio(Rounds rounds, Part part, Part other, double rate, double p99) {
    ratio(rounds, part, other);
    if (rounds.has(part) && rounds.has(other)) {
      boolean reached =
          rounds.ratio(part, other, Round::rate).median() >= rate
              && rounds.ratio(part, other, Round::p99).median() <= p99;
      toReach("rate ≥ %.1f, p99 ≤ %.1f".formatted(rate, p99), reached);
    }
  }
}

package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Contexts read and replaced over HTTP, out of a filled store: against HTTP alone, against a peer,
 * and against a much larger store.
 */
final class Contexts implements AutoCloseable {
  private static final int FEW = 10_000;
  private static final String QUIET = "warn";
  private static final String USUAL = "info";

  private final Place place;
  private final Cores cores;
  private final Options options;
  private final Report report;
  private final Wrk wrk;
  private final Path folder;
  private final List<Host> hosts = new ArrayList<>();

  Contexts(Place place, Cores cores, Options options, Report report) throws IOException {
    this.place = place;
    this.cores = cores;
    this.options = options;
    this.report = report;
    this.wrk = new Wrk(cores, place.checkout().resolve("benchmarks/wrk.lua"));
    this.folder = place.runFolder();
  }

  void measure() throws IOException, InterruptedException {
    boolean asked =
        options.hasOneOf(
            Part.READ,
            Part.READ_LOGGED,
            Part.CONSTANT,
            Part.READ_PEER,
            Part.READ_MILLION,
            Part.READ_ALL,
            Part.WRITE,
            Part.WRITE_PEER);
    if (!asked) {
      return;
    }
    report.heading(
        "Contexts over HTTP: %d connections of wrk, every site once before it is asked again"
            .formatted(Wrk.CONNECTIONS));
    if (!Tool.isThere("wrk")) {
      report.line("not measured: there is no wrk (apt install wrk).");
      return;
    }
    List<WrkLane> reads = new ArrayList<>();
    List<WrkLane> writes = new ArrayList<>();
    prepare(SeedFolder.with(FEW, place, report), reads, writes);
    measure(reads);
    measure(writes);
    memory();
  }

  private void prepare(SeedFolder few, List<WrkLane> reads, List<WrkLane> writes)
      throws IOException, InterruptedException {
    if (options.hasOneOf(Part.READ, Part.CONSTANT, Part.WRITE)) {
      int constantPort = Program.freePort();
      Host host =
          slipjoint("server", few.copy(folder.resolve("few")), QUIET, constant(constantPort));
      add(reads, new WrkLane(Part.READ, wrk, host.program(), host.port(), "GET", few));
      add(reads, new WrkLane(Part.CONSTANT, wrk, host.program(), constantPort, "GET", few));
      add(writes, new WrkLane(Part.WRITE, wrk, host.program(), host.port(), "PUT", few));
    }
    if (options.has(Part.READ_LOGGED)) {
      Host host = slipjoint("server that logs", few.copy(folder.resolve("logged")), USUAL, "");
      add(reads, new WrkLane(Part.READ_LOGGED, wrk, host.program(), host.port(), "GET", few));
    }
    if (options.hasOneOf(Part.READ_PEER, Part.WRITE_PEER)) {
      for (Host host : peer(few).stream().toList()) {
        add(reads, new WrkLane(Part.READ_PEER, wrk, host.program(), host.port(), "GET", few));
        add(writes, new WrkLane(Part.WRITE_PEER, wrk, host.program(), host.port(), "PUT", few));
      }
    }
    if (options.hasOneOf(Part.READ_MILLION, Part.READ_ALL)) {
      prepare(SeedFolder.with(options.many(), place, report), reads);
    }
  }

  /** A server each, or the one would fill the other's memory. */
  private void prepare(SeedFolder many, List<WrkLane> reads)
      throws IOException, InterruptedException {
    if (options.has(Part.READ_MILLION)) {
      Host host = slipjoint("server of many", many.copy(folder.resolve("many")), QUIET, "");
      SeedFolder some = many.asked(FEW);
      add(reads, new WrkLane(Part.READ_MILLION, wrk, host.program(), host.port(), "GET", some));
    }
    if (options.has(Part.READ_ALL)) {
      Host host = slipjoint("server of all", many.copy(folder.resolve("all")), QUIET, "");
      add(reads, new WrkLane(Part.READ_ALL, wrk, host.program(), host.port(), "GET", many));
    }
  }

  private void add(List<WrkLane> lanes, WrkLane lane) {
    if (options.has(lane.part())) {
      lanes.add(lane);
    }
  }

  private static String constant(int port) {
    return "-javaagent:%s=%d,%d".formatted(Place.ownJar(), port, Seed.ANSWER.length());
  }

  private Host slipjoint(String name, Path data, String level, String javaOptions)
      throws IOException, InterruptedException {
    Path log = folder.resolve("server-%d.log".formatted(hosts.size()));
    return up(
        Host.slipjoint(place, cores, new Host.Setting(name, data, level, log, javaOptions)), log);
  }

  private Optional<Host> peer(SeedFolder few) throws IOException, InterruptedException {
    Path server = place.target().resolve("peer/server.mjs");
    if (!Files.exists(server.resolveSibling("installed"))) {
      report.line(
          "The peer is not measured: there is no Node.js with npm, or it can't be installed.");
      return Optional.empty();
    }
    Path log = folder.resolve("peer.log");
    Path database = few.copy(folder.resolve("peer")).resolve(SeedFolder.DATABASE);
    return Optional.of(up(Host.peer(server, cores, database, log), log));
  }

  /** Waits until it listens; if it doesn't, shows what it said. */
  private Host up(Host host, Path log) throws IOException, InterruptedException {
    hosts.add(host);
    try {
      host.program().awaitListening(host.port());
    } catch (BenchmarkFailed e) {
      throw new BenchmarkFailed(Files.readString(log), e);
    }
    return host;
  }

  private void measure(List<WrkLane> lanes) throws IOException, InterruptedException {
    if (lanes.isEmpty()) {
      return;
    }
    for (WrkLane lane : lanes) {
      Judged.check(lane);
    }
    Rounds rounds = Rounds.of(lanes, options);
    report.line("");
    report.table(rounds, lanes);
    report.ratio(rounds, Part.READ, Part.CONSTANT, 0.5);
    report.ratio(rounds, Part.READ, Part.READ_PEER, 1.4);
    report.ratio(rounds, Part.READ_LOGGED, Part.READ);
    report.ratio(rounds, Part.READ_LOGGED, Part.READ_PEER);
    report.ratio(rounds, Part.READ_MILLION, Part.READ, 0.85);
    report.ratio(rounds, Part.READ_ALL, Part.READ);
    report.ratio(rounds, Part.READ_ALL, Part.READ_PEER);
    report.ratio(rounds, Part.WRITE, Part.WRITE_PEER, 1.5);
  }

  private void memory() throws IOException {
    for (Host host : hosts) {
      report.line(
          "  memory of the %s afterwards: %d MB"
              .formatted(host.program().name(), host.program().resident() >> 10));
    }
  }

  @Override
  public void close() {
    hosts.forEach(Host::close);
    Place.delete(folder);
  }
}

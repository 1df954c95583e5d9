package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Enabling and disabling on distinct sites: with the integration's own logic, and without. */
final class Changes {
  private static final int CONNECTIONS = 16;

  private final Running running;
  private final Options options;
  private final Report report;

  Changes(Running running, Options options, Report report) {
    this.running = running;
    this.options = options;
    this.report = report;
  }

  /** Enables an integration on a site, without its own logic. */
  static Ask enabling(String site) {
    return Ask.of("POST", path(site), "{}", 201, "token");
  }

  /** Changes what it keeps there. */
  static Ask updating(String site, int value) {
    return Ask.of("PUT", path(site), "{\"config\":{\"value\":%d}}".formatted(value), 204, "");
  }

  private static String path(String site) {
    return "/site/%s/integrations/%s".formatted(site, Town.SLUG);
  }

  void measure() throws IOException, InterruptedException {
    List<Lane> lanes = new ArrayList<>();
    if (options.has(Part.OPERATIONS)) {
      lanes.add(new CallLane(running, Part.OPERATIONS, scripts(Changes::operations)));
    }
    if (options.has(Part.PLAIN)) {
      lanes.add(new CallLane(running, Part.PLAIN, scripts(Changes::plain)));
    }
    if (lanes.isEmpty()) {
      return;
    }
    report.heading(
        "Enabling and disabling in turn (each counts as one): %d at a time, %d sites of %d teams"
            .formatted(
                CONNECTIONS,
                Town.CHANGING.size() * Town.CHANGING.getFirst().size(),
                Town.CHANGING.size()));
    Rounds rounds = Rounds.of(lanes, options);
    report.table(rounds, lanes);
    report.ratio(rounds, Part.OPERATIONS, Part.PLAIN);
  }

  private interface Asking {
    List<Ask> of(String site);
  }

  /** Each connection has sites of its own. */
  private List<Script> scripts(Asking asking) {
    List<String> sites = Town.CHANGING.stream().flatMap(it -> it.sites().stream()).toList();
    return IntStream.range(0, CONNECTIONS)
        .mapToObj(
            connection ->
                IntStream.iterate(connection, it -> it < sites.size(), it -> it + CONNECTIONS)
                    .mapToObj(it -> asking.of(sites.get(it)))
                    .flatMap(List::stream)
                    .toList())
        .map(it -> new Script(running.serverPort(), it, 2))
        .toList();
  }

  private static List<Ask> operations(String site) {
    return List.of(
        Ask.of("POST", path(site) + "/enable", "", 200, "\"state\":\"enabled\""),
        Ask.of("POST", path(site) + "/disable", "", 200, "\"state\":\"disabled\""));
  }

  private static List<Ask> plain(String site) {
    return List.of(enabling(site), Ask.of("DELETE", path(site), "", 204, ""));
  }
}

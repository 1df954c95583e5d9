package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The same handler, called at its own host, through the platform, and with nobody asked at all. */
final class Calls {
  private static final int CONNECTIONS = 32;

  private final Running running;
  private final Options options;
  private final Report report;

  Calls(Running running, Options options, Report report) {
    this.running = running;
    this.options = options;
    this.report = report;
  }

  void measure() throws IOException, InterruptedException {
    List<Lane> lanes = new ArrayList<>();
    if (options.has(Part.DIRECT)) {
      lanes.add(lane(Part.DIRECT, running.integrationPort(), Calls::direct));
    }
    if (options.has(Part.GATEWAY)) {
      lanes.add(lane(Part.GATEWAY, running.serverPort(), Calls::gateway));
    }
    if (options.has(Part.BARE)) {
      lanes.add(lane(Part.BARE, running.barePort(), Calls::direct));
    }
    if (lanes.isEmpty()) {
      return;
    }
    for (String site : Town.CALLED.sites()) {
      Connection.once(running.serverPort(), Changes.enabling(site));
    }
    report.heading(
        "Calls of a handler that does nothing: %d connections, %d sites"
            .formatted(CONNECTIONS, Town.CALLED.size()));
    Rounds rounds = Rounds.of(lanes, options);
    report.table(rounds, lanes);
    report.ratio(rounds, Part.GATEWAY, Part.DIRECT, 0.5, 3);
    report.ratio(rounds, Part.GATEWAY, Part.BARE);
  }

  private interface Asking {
    Ask of(String site);
  }

  private Lane lane(Part part, int port, Asking asking) {
    List<String> sites = Town.CALLED.sites();
    return new CallLane(
        running,
        part,
        IntStream.range(0, CONNECTIONS)
            .mapToObj(it -> asking.of(sites.get(it % sites.size())))
            .map(it -> new Script(port, List.of(it), 1))
            .toList());
  }

  private static Ask direct(String site) {
    return call(
        "/.netlify/functions/handler/%s?siteId=%s&teamId=%s"
            .formatted(IdleIntegration.HANDLER, site, Town.CALLED.id()));
  }

  private static Ask gateway(String site) {
    return call(
        "/site/%s/integrations/%s/handlers/%s".formatted(site, Town.SLUG, IdleIntegration.HANDLER));
  }

  private static Ask call(String path) {
    return Ask.of("GET", path, "", 200, IdleIntegration.ANSWER);
  }
}

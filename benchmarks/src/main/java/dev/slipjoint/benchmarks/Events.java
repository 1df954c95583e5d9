package dev.slipjoint.benchmarks;

import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Changes on sites of one team, told to the team's one webhook; and how late a single one is. */
final class Events {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int LONGEST_SINGLE_SECONDS = 20;

  private final Running running;
  private final Options options;
  private final Report report;

  Events(Running running, Options options, Report report) {
    this.running = running;
    this.options = options;
    this.report = report;
  }

  void measure() throws IOException, InterruptedException {
    if (!options.has(Part.EVENTS)) {
      return;
    }
    report.heading(
        "Events: %d changes a round, %d at a time, one team, one webhook"
            .formatted(options.updates(), Town.TOLD.size()));
    try (Receiver receiver = new Receiver()) {
      for (Town.Team team : List.of(Town.TOLD, Town.UNTOLD)) {
        for (String site : team.sites()) {
          Connection.once(running.serverPort(), Changes.enabling(site));
        }
      }
      if (register(receiver)) {
        measure(receiver);
      } else {
        report.line("not measured: this server has no webhooks (POST /team/{teamId}/webhooks)");
      }
    }
  }

  /** Whether there are webhooks. */
  private boolean register(Receiver receiver) throws IOException {
    String body = "{\"url\":\"http://127.0.0.1:%d/events\"}".formatted(receiver.port());
    Ask ask = Ask.of("POST", "/team/%s/webhooks".formatted(Town.TOLD.id()), body, 201, "secret");
    try (Connection connection = new Connection(running.serverPort())) {
      Connection.Answer answer = connection.ask(ask);
      if (answer.status() == 404 || answer.status() == 405) {
        return false;
      }
      ask.check(answer);
      byte[] json = answer.body().getBytes(StandardCharsets.UTF_8);
      JsonObject webhook = (JsonObject) JsonReader.read(json, JsonLimits.DEFAULT);
      receiver.expect(new SigningSecret(webhook.string("secret")));
      return true;
    }
  }

  private void measure(Receiver receiver) throws InterruptedException, IOException {
    round(receiver, options.updates());
    Load.times(options.updates(), scripts(Town.UNTOLD));
    List<Told> rounds = new ArrayList<>();
    double[] untold = new double[options.rounds()];
    for (int i = 0; i < options.rounds(); i++) {
      rounds.add(round(receiver, options.updates()));
      untold[i] = Load.times(options.updates(), scripts(Town.UNTOLD)).rate();
    }
    report.line(
        "events told in a second, from the first change to the last message verified: %s"
            .formatted(spread(rounds, Told::rate).all(0)));
    report.line(
        "changes in a second meanwhile: %s; with nobody to tell: %s"
            .formatted(spread(rounds, Told::changes).all(0), Spread.of(untold).all(0)));
    report.line(
        "CPU for an event, its change included: server %s µs; told twice: %d of %d"
            .formatted(
                spread(rounds, Told::server).median(0), receiver.repeated(), receiver.count()));
    Latencies singles = singles(receiver);
    report.line(
        "one change alone, from sending it to the message verified: p50 %.1f ms, p99 %.1f ms (of %d)"
            .formatted(singles.percentile(0.5), singles.percentile(0.99), singles.count()));
  }

  /** What a round of events brought. */
  private record Told(double rate, double changes, double server) {}

  private static Spread spread(
      List<Told> rounds, java.util.function.ToDoubleFunction<Told> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure).toArray());
  }

  private Told round(Receiver receiver, int updates) throws InterruptedException {
    int before = receiver.count();
    Duration server = running.server().cpu();
    long start = System.nanoTime();
    Load.Done done = Load.times(updates, scripts(Town.TOLD));
    int count = done.latencies().count();
    long last = receiver.await(before + count, LONGEST);
    Duration took = running.server().cpu().minus(server);
    return new Told(count / ((last - start) / 1e9), done.rate(), took.toNanos() / 1e3 / count);
  }

  private List<Script> scripts(Town.Team team) {
    return team.sites().stream()
        .map(it -> List.of(Changes.updating(it, 1), Changes.updating(it, 2)))
        .map(it -> new Script(running.serverPort(), it, 1))
        .toList();
  }

  private Latencies singles(Receiver receiver) throws IOException, InterruptedException {
    Latencies singles = new Latencies();
    String site = Town.TOLD.sites().getFirst();
    try (Connection connection = new Connection(running.serverPort())) {
      for (int i = 0; i < options.singles(); i++) {
        Ask ask = Changes.updating(site, i);
        int before = receiver.count();
        long start = System.nanoTime();
        ask.check(connection.ask(ask));
        singles.add(receiver.await(before + 1, Duration.ofSeconds(LONGEST_SINGLE_SECONDS)) - start);
      }
    }
    return Latencies.of(List.of(singles));
  }
}

package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.ON_TEAM;
import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.TEAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of changes, a receiver that mostly misbehaves, and a server that is killed the hard way
 * every few seconds: every event of the database is told, and no other.
 */
@Tag("proof")
class WebhooksInACrashProof {
  private static final int CHANGES = Integer.getInteger("slipjoint.proof.changes", 5000);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "SLIPJOINT_SERVER_DRAIN", "0s",
          "SLIPJOINT_LOG_LEVEL", "error",
          "SLIPJOINT_DISPATCH_ALLOW_PRIVATE", "127.0.0.1",
          "SLIPJOINT_WEBHOOKS_TIMEOUT", "300ms",
          "SLIPJOINT_WEBHOOKS_SCHEDULE", "200ms," + "500ms,".repeat(28) + "500ms");

  /** Seconds, unless everything else on the machine is busy too. */
  private static final Duration TO_START = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private volatile String url = "";
  private int kills;

  @Test
  void everythingThatHappenedIsToldAndNothingElse() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("The seed is " + seed);
    Path file = RunningPlatform.declaration(folder);
    try (CapriciousReceiver receiver = new CapriciousReceiver(seed)) {
      Program server = serve(file);
      String hook = "{\"url\":\"" + receiver.url() + "\"}";
      Answer made = ask("POST", "/team/" + TEAM + "/webhooks", hook);
      receiver.knows(made.json().string("secret"));
      assertThat(ask("POST", ON_TEAM, "").status()).isEqualTo(201);

      Thread changes = Thread.ofPlatform().start(this::change);
      Random random = new Random(seed);
      while (changes.isAlive()) {
        changes.join(Duration.ofMillis(2000 + random.nextInt(6000)));
        server = killed(server, file);
      }
      assertThat(receiver.lags().keySet()).isEqualTo(happened(server, file));
      assertThat(receiver.forged()).isZero();
      tell(receiver);
    }
  }

  private Program serve(Path file) {
    Program server =
        Program.slipjoint(
            folder,
            SETTINGS,
            "serve",
            "--port",
            "0",
            "--data",
            "data",
            "--platform-file",
            file.toString());
    url = server.awaitReady(TO_START);
    return server;
  }

  private Program killed(Program server, Path file) {
    server.close();
    kills++;
    return serve(file);
  }

  /** Goes on until so many changes were acknowledged, wherever the server is just then. */
  private void change() {
    int acknowledged = 0;
    while (acknowledged < CHANGES) {
      try {
        String config = "{\"config\":{\"n\":" + acknowledged + "}}";
        acknowledged += ask("PUT", ON_TEAM, config).status() == 204 ? 1 : 0;
      } catch (RuntimeException e) {
        pause(); // it was killed; whether the change was made, the database knows
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer ask(String method, String path, String json) {
    return Http.call(method, url + path, Map.of("netlify-token", OWNER), json);
  }

  /** Lets the server work until there is nothing left to do, and says what happened. */
  private Set<String> happened(Program running, Path file) throws InterruptedException {
    Program server = running;
    for (int i = 0; i < 30; i++) {
      Thread.sleep(15_000); // longer than the claims of a killed server last
      server.signal("TERM");
      server.exit();
      try (Store store = JdbcStore.open(folder.resolve("data"), InstantSource.system())) {
        if (store.<Boolean>read(tx -> tx.tasks().nextDue().isEmpty())) {
          return events(store);
        }
      }
      server = serve(file);
    }
    server.close();
    throw new AssertionError("After minutes there is still something to tell");
  }

  private static Set<String> events(Store store) {
    return store.<List<Event>>read(tx -> tx.events().latest(new TeamId(TEAM), 1_000_000)).stream()
        .map(Event::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void tell(CapriciousReceiver receiver) {
    List<Duration> lags = receiver.lags().values().stream().sorted().toList();
    System.out.printf(
        "%d events, %d kills, %d messages, %d accepted (%.1f %% more than once), none missing, none"
            + " invented; first told after %d ms (median), %d ms (99 %%)%n",
        lags.size(),
        kills,
        receiver.messages(),
        receiver.accepted(),
        100.0 * (receiver.accepted() - lags.size()) / lags.size(),
        lags.get(lags.size() / 2).toMillis(),
        lags.get(lags.size() * 99 / 100).toMillis());
  }
}

package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the program while operations are under way: every one of them ends after a
 * restart, none is done twice at a time, and nothing that was acknowledged is lost.
 */
@Tag("proof")
class KilledOperationsProof {
  private static final int ROUNDS = 20;
  private static final int TEAMS = 10;
  private static final int SITES_OF_TEAM = 10;
  private static final Duration CLAIM_AND_A_BIT = Duration.ofSeconds(13);
  private static final Duration TO_START = Duration.ofSeconds(30);
  private static final Duration TO_END = Duration.ofMinutes(2);

  @TempDir private Path folder;

  /** One operation, as it is told. */
  private record Told(String id, String kind, String state, String target, Instant startedAt) {
    static Optional<Told> of(Answer answer) {
      return Optional.of(answer)
          .filter(it -> it.status() < 300)
          .map(Answer::json)
          .map(
              it ->
                  new Told(
                      it.string("id"),
                      it.string("kind"),
                      it.string("state"),
                      it.string("target"),
                      Instant.parse(it.string("startedAt"))));
    }

    boolean isOver() {
      return state.equals(kind + "d") || state.equals("failed");
    }
  }

  private Program serve(SlowIntegration integration, String wait) throws IOException {
    Path file = folder.resolve("platform.yaml");
    Files.writeString(file, platform(integration));
    return Program.slipjoint(
        folder,
        Map.of(
            "SLIPJOINT_DISPATCH_ALLOW_PRIVATE", "127.0.0.1",
            "SLIPJOINT_LIFECYCLE_WAIT", wait,
            "SLIPJOINT_LIFECYCLE_PAUSE", "200ms",
            "SLIPJOINT_DISPATCH_BREAKER", "off",
            "SLIPJOINT_LOG_LEVEL", "error"),
        "serve",
        "--port",
        "0",
        "--data",
        "data",
        "--platform-file",
        file.toString());
  }

  private static String platform(SlowIntegration integration) {
    StringBuilder teams = new StringBuilder();
    for (int team = 0; team < TEAMS; team++) {
      teams.append("  - id: team-%d\n    name: Team\n    members:\n".formatted(team));
      teams.append("      - { user: ada, role: owner }\n    sites:\n");
      for (int site = 0; site < SITES_OF_TEAM; site++) {
        teams.append("      - { id: site-%d-%d, name: www }\n".formatted(team, site));
      }
    }
    return """
    users:
      - id: ada
        name: Ada
        tokens: [{ name: tests, token: "%s" }]
    teams:
    %sintegrations:
      - slug: cool-integration
        name: Cool integration
        team: team-0
        level: team-and-site
        url: "%s"
        secret: "a-secret-of-cool-integration-0123456789"
    """
        .formatted(OWNER, teams, integration.url());
  }

  private static List<String> sites() {
    List<String> sites = new ArrayList<>();
    for (int site = 0; site < SITES_OF_TEAM; site++) {
      for (int team = 0; team < TEAMS; team++) {
        sites.add("site-%d-%d".formatted(team, site));
      }
    }
    return sites;
  }

  private static Optional<Answer> ask(String method, String url, String body) {
    try {
      return Optional.of(Http.call(method, url, Map.of("netlify-token", OWNER), body));
    } catch (UncheckedIOException e) {
      return Optional.empty(); // it was killed
    }
  }

  private static String path(String site) {
    return "/site/" + site + "/integrations/cool-integration";
  }

  private static Told told(String url, String id) {
    return ask("GET", url + "/operations/" + id, "").flatMap(Told::of).orElseThrow();
  }

  /** How all of them ended. */
  private static List<Told> ended(String url, Set<String> ids) {
    return Eventually.within(
        TO_END,
        () -> ids.stream().map(it -> told(url, it)).toList(),
        all -> all.stream().allMatch(Told::isOver));
  }

  @Test
  void everyOperationEndsAndNothingAcknowledgedIsLost() throws Exception {
    Random random = new Random(7);
    Queue<Told> acknowledged = new ConcurrentLinkedQueue<>();
    try (SlowIntegration integration = new SlowIntegration(KilledOperationsProof::slowly)) {
      for (int round = 0; round < ROUNDS; round++) {
        try (Program server = serve(integration, "300ms")) {
          String url = server.awaitReady(TO_START);
          List<Thread> askers = new ArrayList<>();
          for (String site : sites()) {
            if (random.nextInt(4) == 0) {
              askers.add(
                  Thread.ofVirtual().start(() -> toggle(url, site).ifPresent(acknowledged::add)));
            }
          }
          int enough = acknowledged.size() + 1 + random.nextInt(10);
          Eventually.within(Duration.ofSeconds(10), acknowledged::size, it -> it >= enough);
          Thread.sleep(random.nextInt(100));
          server.signal("KILL");
          server.exit();
          for (Thread asker : askers) {
            asker.join();
          }
        }
      }
      try (Program server = serve(integration, "300ms")) {
        String url = server.awaitReady(TO_START);
        // What nobody was told of before the kill is only known once it has been taken up again.
        Thread.sleep(CLAIM_AND_A_BIT.toMillis());
        Set<String> ids = ConcurrentHashMap.newKeySet();
        ids.addAll(integration.operations());
        acknowledged.forEach(it -> ids.add(it.id()));
        check(url, acknowledged, ended(url, ids), integration);
      }
    }
  }

  private static int slowly(String operation, int attempt) throws InterruptedException {
    Thread.sleep(ThreadLocalRandom.current().nextInt(500));
    return attempt % 3 == 1 && operation.hashCode() % 4 == 0 ? 503 : 200;
  }

  private static Optional<Told> toggle(String url, String site) {
    boolean enabled = ask("GET", url + path(site), "").filter(it -> it.status() == 200).isPresent();
    return ask("POST", url + path(site) + (enabled ? "/disable" : "/enable"), "").flatMap(Told::of);
  }

  private static void check(
      String url, Queue<Told> acknowledged, List<Told> ended, SlowIntegration integration) {
    Map<String, Told> byId = new TreeMap<>();
    Map<String, Told> latest = new TreeMap<>();
    for (Told it : ended) {
      byId.put(it.id(), it);
      latest.merge(it.target(), it, (a, b) -> a.startedAt().isAfter(b.startedAt()) ? a : b);
    }
    assertThat(ended).allMatch(Told::isOver);
    assertThat(acknowledged)
        .hasSizeGreaterThan(ROUNDS)
        .allSatisfy(
            it -> {
              assertThat(byId).containsKey(it.id());
              if (it.isOver()) {
                assertThat(byId.get(it.id()).state()).isEqualTo(it.state());
              }
            });
    latest.forEach(
        (target, it) ->
            assertThat(
                    Http.call(
                            "GET",
                            url + "/" + target + "/integrations/cool-integration",
                            Map.of("netlify-token", OWNER),
                            "")
                        .status())
                .as(it.toString())
                .isEqualTo(it.state().equals("enabled") ? 200 : 404));
    assertThat(integration.overlapping()).isEmpty();
    System.out.printf(
        "%d kills; %d operations, all ended; %d acknowledged (%d with their outcome), 0 lost;"
            + " %d calls, none twice at a time%n",
        ROUNDS,
        ended.size(),
        acknowledged.size(),
        acknowledged.stream().filter(Told::isOver).count(),
        integration.calls());
  }

  @Test
  void aHundredUnderWayAreAllDoneOnceTheirClaimsAreUp() throws Exception {
    CountDownLatch killed = new CountDownLatch(1);
    try (SlowIntegration integration =
        new SlowIntegration(
            (operation, attempt) -> {
              killed.await();
              return 200;
            })) {
      List<Told> begun = new ArrayList<>();
      int inWork;
      try (Program server = serve(integration, "0s")) {
        String url = server.awaitReady(TO_START);
        for (String site : sites()) {
          begun.add(ask("POST", url + path(site) + "/enable", "").flatMap(Told::of).orElseThrow());
        }
        // A server works at 64 at a time; the others wait for their turn.
        inWork = Eventually.become(integration::underWay, it -> it >= 64);
        server.signal("KILL");
        server.exit();
      }
      killed.countDown();
      try (Program server = serve(integration, "0s")) {
        String url = server.awaitReady(TO_START);
        long since = System.nanoTime();
        Set<String> ids = ConcurrentHashMap.newKeySet();
        begun.forEach(it -> ids.add(it.id()));
        List<Told> ended = ended(url, ids);
        System.out.printf(
            "%d begun, %d in work when killed; all ended %d ms after the restart; %d calls%n",
            begun.size(), inWork, (System.nanoTime() - since) / 1_000_000, integration.calls());
        assertThat(inWork).isEqualTo(64);
        assertThat(ended).hasSize(100).allMatch(it -> it.state().equals("enabled"));
        assertThat(integration.overlapping()).isEmpty();
        assertThat(integration.calls()).isEqualTo(100 + inWork);
      }
    }
  }
}

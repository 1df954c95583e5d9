package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every meter that operators are told to watch is one that they will find. */
class OperatePageTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "operate.md");
  private static final Pattern METER =
      Pattern.compile("\\b(?:slipjoint|http_server|jvm|process|system)_[a-z_]+");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+_[a-z_]+)` \\|");
  private static final Pattern LABEL = Pattern.compile("[{,]([a-z]+)[=!]~?\"");

  @Test
  void itNamesOnlyMetersThatThereAreAndLeavesNoneOfOursOut() throws Exception {
    String page = Files.readString(PAGE);
    Scrape scrape = afterSomeOfEverything();

    Set<String> named =
        METER.matcher(page).results().map(MatchResult::group).collect(Collectors.toSet());
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(scrape.names()).containsAll(named);
    // A row names one of a histogram's three.
    assertThat(families(named)).containsAll(ours(scrape));
  }

  @Test
  void itHasARowOfEachMeterOfOurs() throws Exception {
    Set<String> rows =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map(it -> it.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    // These are told of in the row of what they limit.
    rows.addAll(List.of("slipjoint_bodies_max_bytes", "slipjoint_readers_max"));

    assertThat(families(rows)).containsAll(ours(afterSomeOfEverything()));
  }

  @Test
  void itsRulesSelectByLabelsThatThereAre() throws Exception {
    String rules = Files.readString(PAGE).replaceAll("(?s).*\ngroups:|\n```.*?\n## Limits.*", "");
    Scrape scrape = afterSomeOfEverything();

    assertThat(LABEL.matcher(rules).results().map(it -> it.group(1)).distinct())
        .contains("status", "route")
        .filteredOn(it -> !it.equals("job")) // Prometheus's own
        .allMatch(it -> !scrape.values(it).isEmpty());
  }

  private static Set<String> ours(Scrape scrape) {
    return families(
        scrape.names().stream()
            .filter(it -> it.matches("(slipjoint|http_server)_.*"))
            .collect(Collectors.toSet()));
  }

  private static Set<String> families(Set<String> names) {
    return names.stream()
        .map(
            it ->
                it.matches(".*_(seconds|jobs)_(bucket|count|sum|max)")
                    ? it.replaceFirst("_[a-z]+$", "")
                    : it)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Some meters are there only once there was something to measure. */
  private static Scrape afterSomeOfEverything() throws IOException {
    try (TestServer server =
            TestServer.ofAcme().with("dispatch.allow-private", "127.0.0.1").start();
        ScriptedIntegration integration = new ScriptedIntegration();
        WebhookReceiver receiver = new WebhookReceiver()) {
      server.hosts("cool-integration", integration.url());
      server
          .asOwner()
          .post("/team/team-acme/webhooks", "{\"url\":\"" + receiver.url("told") + "\"}");
      String path = server.enabled(Kind.SITE, "{}");
      assertThat(server.asOwner().get(path + "/handlers/some").status()).isEqualTo(200);
      server.asNobody().get("/caller").refused(401, "unauthorized");
      try (RawSocket socket = server.connect()) {
        socket.send("GET / HTTP/1.1\r\n\r\n");
        assertThat(socket.reply()).isPresent();
      }
      System.gc(); // or there may be none to tell of
      return await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> Scrape.of(server),
              it ->
                  it.sum("slipjoint_webhook_seconds_count") > 0
                      && it.sum("jvm_gc_pause_seconds_count") > 0
                      && it.sum("slipjoint_unreadable_requests_total") > 0
                      && it.sum("slipjoint_refusals_total") > 0);
    }
  }
}

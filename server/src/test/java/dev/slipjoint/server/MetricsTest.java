package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.server.WebhookReceiver.Reaction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators are told of a real server, over real HTTP. */
class MetricsTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme()
          .with("dispatch.allow-private", "127.0.0.1")
          .with("dispatch.first-byte", "5s");

  private static final String REQUESTS = "http_server_requests_seconds_count";
  private static final String ONE = "route=\"/site/{siteId}/integrations/{slug}\"";

  private static final ScriptedIntegration integration = SERVER.hosting("cool-integration");

  /** What is told comes after the answer. */
  private static Scrape until(String name, double least, String... labels) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Scrape.of(SERVER), it -> it.sum(name, labels) >= least);
  }

  private static double now(String name, String... labels) {
    return Scrape.of(SERVER).sum(name, labels);
  }

  @Nested
  class Requests {

    @Test
    void areCountedByTheTemplateOfTheirRouteAndTheirStatus() {
      String path = "/site/" + SERVER.freshSite() + "/integrations/cool-integration";
      double enabled = now(REQUESTS, ONE, "method=\"POST\"", "status=\"201\"");
      double read = now(REQUESTS, ONE, "method=\"GET\"", "status=\"200\"");
      double missed = now(REQUESTS, ONE, "method=\"GET\"", "status=\"404\"");

      SERVER.asOwner().get(path).refused(404, "not_enabled");
      SERVER.asOwner().post(path).token();
      for (int i = 0; i < 5; i++) {
        assertThat(SERVER.asOwner().get(path).status()).isEqualTo(200);
      }

      Scrape scrape = until(REQUESTS, read + 5, ONE, "method=\"GET\"", "status=\"200\"");
      assertThat(scrape.sum(REQUESTS, ONE, "method=\"GET\"", "status=\"200\"")).isEqualTo(read + 5);
      assertThat(scrape.sum(REQUESTS, ONE, "method=\"POST\"", "status=\"201\""))
          .isEqualTo(enabled + 1);
      assertThat(scrape.sum(REQUESTS, ONE, "method=\"GET\"", "status=\"404\""))
          .isEqualTo(missed + 1);
    }

    @ParameterizedTest
    @CsvSource({
      "GET, /no/such/route, none, 404, no_such_route",
      "GET, /a//b, none, 400, bad_path",
      "GET, /caller, /caller, 401, unauthorized",
      "POST, /docs, /docs, 405, method_not_allowed",
      "PURGE, /docs, /docs, 405, method_not_allowed",
      "BREW, /no/such/route, none, 404, no_such_route",
    })
    void thatAreRefusedAreCountedToo(
        String method, String path, String route, int status, String code) {
      String[] labels = {
        "method=\"" + (method.matches("PURGE|BREW") ? "other" : method) + "\"",
        "route=\"" + route + "\"",
        "status=\"" + status + "\""
      };
      double before = now(REQUESTS, labels);
      double refusals = now("slipjoint_refusals_total", "code=\"" + code + "\"");

      SERVER.asNobody().send(method, path, "").refused(status, code);

      Scrape scrape = until(REQUESTS, before + 1, labels);
      assertThat(scrape.sum(REQUESTS, labels)).isEqualTo(before + 1);
      assertThat(scrape.sum("slipjoint_refusals_total", "code=\"" + code + "\""))
          .isEqualTo(refusals + 1);
    }

    @Test
    void thatAreNoneAreCountedBesideThem() throws IOException {
      double before = now("slipjoint_unreadable_requests_total", "status=\"400\"");

      try (RawSocket socket = SERVER.connect()) {
        socket.send("GET /planted HTTP/1.1\r\n\r\n");
        assertThat(socket.reply().orElseThrow().status()).isEqualTo(400);
      }

      Scrape scrape = until("slipjoint_unreadable_requests_total", before + 1, "status=\"400\"");
      assertThat(scrape.text()).doesNotContain("planted");
    }

    @Test
    void haveAHistogramThatAddsUp() {
      SERVER.asNobody().get("/health/live");
      String[] labels = {"route=\"/health/live\"", "status=\"200\""};
      Scrape scrape = until(REQUESTS, 1, labels);

      List<Double> buckets = new ArrayList<>();
      scrape
          .samples()
          .forEach(
              (series, value) -> {
                if (series.startsWith("http_server_requests_seconds_bucket")
                    && series.contains(labels[0])) {
                  buckets.add(value);
                }
              });
      assertThat(buckets).hasSizeBetween(10, 20).isSorted();
      assertThat(buckets.getLast()).isEqualTo(scrape.sum(REQUESTS, labels));
      assertThat(scrape.sum("http_server_requests_seconds_sum", labels)).isPositive();
    }

    @Test
    void areToldWhileTheyAreWorkedOn() throws Exception {
      String handlers = SERVER.enabled(Kind.SITE, "{}") + "/handlers/slow";
      CountDownLatch answer = new CountDownLatch(1);
      integration.answers(
          call -> {
            awaitUninterruptibly(answer);
            return ScriptedIntegration.Script.of(200, "{}");
          });
      Thread caller = Thread.ofVirtual().start(() -> SERVER.asOwner().get(handlers));
      until("http_server_requests_active", 1);

      answer.countDown();
      caller.join();

      await().atMost(Duration.ofSeconds(20)).until(() -> now("http_server_requests_active") == 0);
      integration.forget();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Nested
  class Labels {

    @Test
    void holdNothingThatAStrangerChose() throws IOException {
      String planted = "/site/planted-site/integrations/planted-slug";
      Asker stranger =
          SERVER
              .as("planted-token-0123456789")
              .with("X-Planted", "planted")
              .with("User-Agent", "planted");
      for (String path :
          List.of(
              planted,
              planted + "/handlers/planted-handler?planted=planted",
              "/team/planted-team/integrations",
              "/operations/op_planted",
              "/docs/planted.js",
              "/planted/planted",
              "/planted%70")) {
        for (String method : List.of("GET", "POST", "PLANTED")) {
          assertThat(stranger.send(method, path, "").status()).isGreaterThanOrEqualTo(400);
        }
      }
      try (RawSocket socket = SERVER.connect()) {
        socket.send("PLANTED /planted HTTP/1.1\r\nplanted\r\n\r\n");
        socket.reply();
      }
      String site = SERVER.freshSite();
      SERVER.asOwner().post("/site/" + site + "/integrations/cool-integration").token();

      Scrape scrape = until(REQUESTS, 1, "method=\"other\"", "route=\"none\"");
      assertThat(scrape.text().toLowerCase(Locale.ROOT)).doesNotContain("planted");
      assertThat(scrape.text())
          .doesNotContain(site, Acme.OWNER_TOKEN, "site-www", "team-acme", "private-one");
    }

    @Test
    void nameOnlyRoutesThatThereAre() {
      SERVER.asNobody().get("/caller");
      Scrape scrape = until(REQUESTS, 1, "route=\"/caller\"");

      List<String> templates = new ArrayList<>(SERVER.templates());
      templates.add("none");
      assertThat(templates).containsAll(scrape.values("route"));
    }

    @Test
    void tellAStatusThatAHandlerMadeUpByItsClass() {
      String handler = SERVER.enabled(Kind.SITE, "{}") + "/handlers/odd";
      integration.answers(299, "{}");
      SERVER.asOwner().get(handler);
      integration.answers(599, "{}");
      SERVER.asOwner().get(handler);
      integration.forget();

      String route = "route=\"/site/{siteId}/integrations/{slug}/handlers/{handler}\"";
      until(REQUESTS, 1, route, "status=\"2xx\"");
      Scrape scrape = until(REQUESTS, 1, route, "status=\"5xx\"");
      assertThat(scrape.values("status")).doesNotContain("299", "599");
    }
  }

  @Nested
  class TheStore {

    @Test
    void tellsHowWritesAreMadeDurableTogether() throws Exception {
      String path = SERVER.enabled(Kind.SITE, "{}");
      double jobs = now("slipjoint_commit_jobs_sum");
      int writes = 200;
      List<Future<Reply>> all = new ArrayList<>();
      try (ExecutorService callers = Executors.newFixedThreadPool(32)) {
        for (int i = 0; i < writes; i++) {
          Callable<Reply> write = () -> SERVER.asOwner().put(path, "{\"config\":{}}");
          all.add(callers.submit(write));
        }
        for (Future<Reply> each : all) {
          assertThat(each.get().status()).isEqualTo(204);
        }
      }

      Scrape scrape = until("slipjoint_commit_jobs_sum", jobs + writes);
      double commits = scrape.sum("slipjoint_commit_jobs_count");
      assertThat(scrape.sum("slipjoint_commit_jobs_bucket", "le=\"+Inf\"")).isEqualTo(commits);
      assertThat(scrape.sum("slipjoint_commit_seconds_count")).isEqualTo(commits);
      assertThat(scrape.sum("slipjoint_writer_wait_seconds_count")).isEqualTo(commits);
      assertThat(scrape.sum("slipjoint_writer_work_seconds_count")).isEqualTo(commits);
      assertThat(scrape.sum("slipjoint_commit_jobs_sum")).isGreaterThan(commits);
      assertThat(scrape.sum("slipjoint_commit_seconds_sum")).isPositive();
    }

    @Test
    void tellsHowFullItIs() {
      Scrape scrape = Scrape.of(SERVER);

      assertThat(scrape.sum("slipjoint_readers_max")).isEqualTo(4);
      assertThat(scrape.sum("slipjoint_readers_busy")).isBetween(0.0, 4.0);
      assertThat(scrape.sum("slipjoint_writer_queue")).isNotNegative();
      assertThat(scrape.sum("slipjoint_database_size_bytes")).isGreaterThan(4096);
      assertThat(scrape.sum("slipjoint_wal_size_bytes")).isPositive();
      assertThat(scrape.sum("slipjoint_disk_free_bytes")).isPositive();
      assertThat(scrape.names())
          .contains("slipjoint_commit_failures_total", "slipjoint_writer_refused_total");
    }
  }

  @Nested
  class Integrations {

    @Test
    void haveTheirCallsTimedByOutcome() {
      String handler = SERVER.enabled(Kind.SITE, "{}") + "/handlers/some";
      String[] answered = {"integration=\"cool-integration\"", "outcome=\"2xx\""};
      String[] broken = {"integration=\"cool-integration\"", "outcome=\"5xx\""};
      double before = now("slipjoint_dispatch_seconds_count", answered);

      assertThat(SERVER.asOwner().get(handler).status()).isEqualTo(200);
      integration.answers(500, "{}");
      SERVER.asOwner().get(handler);
      integration.forget();

      until("slipjoint_dispatch_seconds_count", before + 1, answered);
      Scrape scrape = until("slipjoint_dispatch_seconds_count", 1, broken);
      assertThat(scrape.samples())
          .containsEntry("slipjoint_breaker_state{integration=\"cool-integration\"}", 0.0);
    }

    @Test
    void areNeverCalledAtThePortForOperators() {
      String handler = SERVER.enabled(Kind.SITE, "{}") + "/handlers/metrics";
      SERVER.hosts("cool-integration", SERVER.asOperator().root());
      try {
        SERVER.asOwner().get(handler).refused(502, "handler_failed");
      } finally {
        SERVER.hosts("cool-integration", integration.url());
      }

      until(
          "slipjoint_dispatch_seconds_count",
          1,
          "integration=\"cool-integration\"",
          "outcome=\"failed\"");
    }
  }

  @Nested
  class Events {

    @Test
    void haveTheirDeliveriesTimedByOutcome() throws IOException {
      double delivered = now("slipjoint_webhook_seconds_count", "outcome=\"delivered\"");
      try (WebhookReceiver receiver = new WebhookReceiver()) {
        receiver.reacts(it -> it.path().endsWith("bad") ? Reaction.of(500) : Reaction.OK);
        String team = SERVER.freshTeam();
        for (String each : List.of("good", "bad")) {
          String url = receiver.url(team + each);
          Reply made =
              SERVER.asOwner().post("/team/" + team + "/webhooks", "{\"url\":\"" + url + "\"}");
          assertThat(made.status()).as(made.text()).isEqualTo(201);
        }
        SERVER.asOwner().post("/team/" + team + "/integrations/cool-integration").token();

        until("slipjoint_webhook_seconds_count", delivered + 1, "outcome=\"delivered\"");
        until("slipjoint_webhook_seconds_count", 1, "outcome=\"refused\"");
      }
    }

    @Test
    void andOtherTasksAreNotLate() {
      Scrape scrape = Scrape.of(SERVER);

      assertThat(scrape.sum("slipjoint_tasks_running")).isNotNegative();
      assertThat(scrape.sum("slipjoint_tasks_lag_seconds")).isNotNegative();
    }
  }

  @Test
  void theProcessIsToldToo() {
    Scrape scrape = Scrape.of(SERVER);

    assertThat(scrape.sum("jvm_memory_used_bytes", "area=\"heap\"")).isPositive();
    assertThat(scrape.sum("process_uptime_seconds")).isPositive();
    assertThat(scrape.sum("process_files_open_files")).isPositive();
    assertThat(scrape.sum("slipjoint_bodies_max_bytes")).isPositive();
    assertThat(scrape.sum("slipjoint_bodies_bytes")).isZero();
    assertThat(scrape.sum("slipjoint_build_info", "version=\"")).isEqualTo(1);
    assertThat(scrape.names()).anyMatch(it -> it.startsWith("jvm_gc_"));
  }

  @Nested
  class ThePort {

    @Test
    void isOfThisMachineAlone() {
      URI url = SERVER.asOperator().root();

      assertThat(url.getHost()).isEqualTo("127.0.0.1");
      // Whoever listens on every address has this one, too.
      assertThatThrownBy(
              () -> {
                try (Socket socket = new Socket()) {
                  socket.connect(new InetSocketAddress("127.0.0.2", url.getPort()), 2000);
                }
              })
          .isInstanceOf(IOException.class);
    }

    @Test
    void tellsWhetherTheServerIsLiveAndReady() {
      assertThat(SERVER.asOperator().get("/health/live").text()).isEqualTo("{\"status\":\"live\"}");
      assertThat(SERVER.asOperator().get("/health/ready").text())
          .isEqualTo("{\"status\":\"ready\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/caller", "/docs", "/openapi.yaml", "/metrics/jvm", "/actuator"})
    void hasNothingElse(String path) {
      SERVER
          .asOperator()
          .with("netlify-token", Acme.OWNER_TOKEN)
          .get(path)
          .refused(404, "no_such_route");
    }

    @Test
    void hasNoOtherSpellingsOrMethodsAndNothingForOtherOrigins() {
      SERVER.asOperator().get("/%6detrics").refused(400, "bad_path");
      SERVER.asOperator().post("/metrics", "{}").refused(405, "method_not_allowed");
      Reply asked = SERVER.asOperator().with("Origin", "http://evil.example").get("/metrics");
      assertThat(asked.headers().keySet()).noneMatch(it -> it.startsWith("access-control-"));
      assertThat(asked.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void refusesBrokenHttpInTheSameWords() throws IOException {
      try (RawSocket socket = new RawSocket(SERVER.asOperator().root())) {
        socket.send("GET /metrics HTTP/1.1\r\n\r\n");
        socket.reply().orElseThrow().refused(400, "bad_request");
      }
    }

    @Test
    void isTheOnlyOneThatTellsThem() {
      SERVER.asOwner().get("/metrics").refused(404, "no_such_route");
    }

    @Test
    void doesNotCountItself() {
      double before = now(REQUESTS);
      SERVER.asOperator().get("/health/live");
      SERVER.asOperator().get("/nowhere");

      assertThat(now(REQUESTS)).isEqualTo(before);
    }
  }
}

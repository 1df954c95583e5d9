package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  private static final String CANARY = "canary-of-acme";
  private static final String COOL = "/site/site-www/integrations/cool-integration";

  @BeforeAll
  static void somethingIsEnabled() {
    server.asOwner().post(COOL, "{\"config\":{\"secret\":\"" + CANARY + "\"}}").token();
  }

  /** Second spellings: none leads anywhere, whoever asks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/site/site-other/../site-www/integrations/cool-integration",
        "/site/site-other/..%2fsite-www/integrations/cool-integration",
        "/site/%2e%2e/site/site-www/integrations/cool-integration",
        "/site/site-other/%2E%2E/site-www/integrations/cool-integration",
        "/site/./site-www/integrations/cool-integration",
        "/./site/site-www/integrations/cool-integration",
        "/site/site-www/integrations/../integrations/cool-integration",
        "/site/site-www/integrations/cool-integration/..",
        "/site/site-www/integrations/cool-integration/.",
        "/site/site-www%2fintegrations/cool-integration",
        "/site/site-www/integrations%2Fcool-integration",
        "/site/site-www/integrations/cool-integration%2f",
        "/site/site-www/integrations/cool-integration%252f",
        "/site/site%2dwww/integrations/cool-integration",
        "/site/%73ite-www/integrations/cool-integration",
        "/site/site-www/integrations/%63ool-integration",
        "/site\\site-www\\integrations\\cool-integration",
        "/site/site-www/integrations\\..\\integrations/cool-integration",
        "/site/site-www;x/integrations/cool-integration",
        "/site/site-www;x=y/integrations/cool-integration",
        "/site/site-www/integrations;/cool-integration",
        "/site/site-www/integrations/cool-integration;v=1",
        "/site/site-other/..;/site-www/integrations/cool-integration",
        "/site/site-www%00/integrations/cool-integration",
        "/site/site-www/integrations/cool-integration%00",
        "/site/site-www/integrations/cool-integration%00.css",
        "/site/site-www/integrations/%c0%af",
        "/site/site-other/%c0%ae%c0%ae/site-www/integrations/cool-integration",
        "/site/site-www/integrations/%u0063ool-integration",
        "/site/site-www/integrations/cool-integration%",
        "/site/site-www/integrations/cool-integration%zz",
        "//site/site-www/integrations/cool-integration",
        "/site//site-www/integrations/cool-integration",
        "/site/site-www//integrations/cool-integration",
        "/site/site-www/integrations//cool-integration",
        "/site/site-www/integrations/cool-integration//",
        "http://evil.example/site/site-www/integrations/cool-integration",
        "http:///site/site-www/integrations/cool-integration",
        "site/site-www/integrations/cool-integration",
        "*",
        "/site/site-www/integrations/cool-integration/style.css",
        "/site/site-www/integrations/cool-integration.css",
        "/site/site-www/integrations/cool-integration.json",
        "/SITE/site-www/integrations/cool-integration",
        "/Site/Site-Www/Integrations/Cool-Integration",
        "/site/SITE-WWW/integrations/cool-integration",
        "/site/site-www/integrations/cool-integration+",
        "/site/site-www/integrations/cool-integration,",
        "/site/site-www/integrations/c\u00C3\u00B6\u00C3\u00B6l",
        "/api/v1/../../site/site-www/integrations/cool-integration",
        "/docs/../site/site-www/integrations/cool-integration",
        "/docs/..%2f..%2fsite%2fsite-www",
        "/docs/../openapi.yaml",
      })
  void otherSpellingsLeadNowhere(String path) throws IOException {
    for (String token : List.of(Acme.OWNER_TOKEN, Acme.STRANGER_TOKEN)) {
      try (RawSocket socket = server.connect()) {
        socket.send(
            "GET %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n\r\n".formatted(path, token));

        Reply reply = socket.reply().orElseThrow();

        assertThat(reply.status()).as(reply.text()).isIn(400, 404);
        reply.refused(reply.status(), reply.string("error"));
        assertThat(reply.string("error"))
            .isIn("bad_path", "not_found", "no_such_route", "bad_request");
        assertThat(reply.text()).doesNotContain(CANARY);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-HTTP-Method-Override"})
  void headersDoNotLeadElsewhere(String header) {
    server
        .asOwner()
        .with(header, header.contains("Method") ? "GET" : COOL)
        .post("/site/site-other/integrations/cool-integration", "{}")
        .refused(404, "not_found");
  }

  @Test
  void aFragmentOrAQueryChangesNothing() throws IOException {
    assertThat(server.asOwner().get(COOL + "?siteId=site-other&../../x").text()).contains(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "%25",
        "%2a",
        "cool_integration",
        "cool%5Fintegration",
        "_",
        ".",
        "__proto__",
        "cool-integration'--",
        "cool-integration%27%20OR%201=1",
        "'",
        "c%D0%BEol-integration",
        "cool-integration%E2%80%8B",
        "cool-integration%0d%0aX-Evil:1",
        "COOL-INTEGRATION",
        "~",
        "cool-integration,site-only",
        "cool-integration|site-only",
        "-",
        "constructor"
      })
  void noSlugStandsForAnother(String slug) throws IOException {
    for (String method : List.of("GET", "PUT", "DELETE")) {
      try (RawSocket socket = server.connect()) {
        socket.send(
            "%s /site/site-www/integrations/%s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n\r\n"
                .formatted(method, slug, Acme.OWNER_TOKEN));

        Reply reply = socket.reply().orElseThrow();

        assertThat(reply.status()).as(reply.text()).isIn(400, 404);
        assertThat(reply.string("error"))
            .isIn("bad_path", "not_found", "no_such_route", "bad_request");
        assertThat(reply.has("x-evil")).isFalse();
      }
    }
    assertThat(server.asOwner().get(COOL).text()).contains(CANARY);
  }

  @Test
  void aSlugMayHaveAHundredCharacters() {
    server
        .asOwner()
        .get("/site/site-www/integrations/" + "a".repeat(100))
        .refused(404, "not_found");
    Reply longer =
        server
            .asOwner()
            .get("/site/site-www/integrations/" + "a".repeat(101))
            .refused(404, "not_found");
    assertThat(longer.string("msg")).contains("a".repeat(100) + "…");
    assertThat(
            server
                .asOwner()
                .get("/site/site-www/integrations/" + "a".repeat(1900))
                .refused(404, "not_found")
                .text())
        .hasSizeLessThan(400);
  }

  @Test
  void aPathOfNineteenHundredSegmentsLeadsNowhere() throws IOException {
    try (RawSocket socket = server.connect()) {
      socket.send("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted("/a".repeat(1900)));

      socket.reply().orElseThrow().refused(404, "no_such_route");
    }
  }

  @Test
  void aSlugOfFourThousandCharactersIsRefused() throws IOException {
    try (RawSocket socket = server.connect()) {
      socket.send(
          "GET /site/site-www/integrations/%s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n\r\n"
              .formatted("a".repeat(4000), Acme.OWNER_TOKEN));

      Reply reply = socket.reply().orElseThrow();

      assertThat(reply.status()).isIn(400, 404, 414);
      reply.refused(reply.status(), reply.string("error"));
      assertThat(reply.text()).hasSizeLessThan(400);
    }
  }

  @Nested
  class Routes {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "/site/site-www/integrations/cool-integration | PATCH   | GET, POST, PUT, DELETE",
          "/team/team-acme/integrations/x               | OPTIONS | GET, POST, PUT, DELETE",
          "/site/site-www/integrations                  | POST    | GET",
          "/team/team-acme/integrations                 | DELETE  | GET",
          "/caller                                      | POST    | GET",
          "/health/live                                 | PUT     | GET",
          "/health/ready                                | DELETE  | GET",
          "/docs                                        | POST    | GET",
          "/docs/start.js                               | POST    | GET",
          "/openapi.yaml                                | POST    | GET",
          "/openapi.yaml                                | BREW    | GET",
        })
    void takeTheirMethodsOnly(String path, String method, String allowed) {
      Reply refused = server.asNobody().send(method, path, "").refused(405, "method_not_allowed");

      assertThat(refused.header("Allow")).isEqualTo(allowed);
      assertThat(refused.string("msg")).isEqualTo("This path takes " + allowed + ".");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/",
          "/site",
          "/site/site-www",
          "/team/team-acme",
          "/integrations",
          "/admin",
          "/metrics",
          "/health",
          "/caller/me",
          "/site/site-www/integrations/cool-integration/history",
          "/docs/no-such-file.js",
          "/docs/index.html",
          "/favicon.ico",
          "/.well-known/x",
          "/api/v1",
          "/console",
          "/observe/health",
        })
    void areTheOnlyOnes(String path) {
      for (String method : List.of("GET", "POST")) {
        Reply refused = server.asOwner().send(method, path, "");
        if (refused.status() != 405) {
          refused.refused(404, "no_such_route");
        }
      }
    }

    @Test
    void answerHeadWithoutABody() throws IOException {
      try (RawSocket socket = server.connect()) {
        for (String path : List.of(COOL, "/health/live", "/no-such-route")) {
          socket.send("HEAD %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path));
          socket.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
          String both = socket.textUntil("{\"status\":\"live\"}");
          assertThat(both).as(path).containsOnlyOnce("{").contains("HTTP/1.1 200");
        }
      }
    }
  }

  @Nested
  class Encodings {

    @ParameterizedTest
    @ValueSource(
        strings = {"gzip", "deflate", "br", "zstd", "compress", "x-unknown", "identity, gzip"})
    void ofBodiesAreNotSupported(String coding) throws IOException {
      String path = server.enabled(Kind.SITE, "{\"kept\":1}");
      try (RawSocket socket = server.connect()) {
        socket.send(
            ("PUT %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\nContent-Encoding: %s\r\n"
                    + "Content-Length: 13\r\n\r\n{\"config\":{}}")
                .formatted(path, Acme.OWNER_TOKEN, coding));

        socket.reply().orElseThrow().refused(415, "encoding_not_supported");
      }
      assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");
    }

    @Test
    void ofNothingAreIdentity() {
      String path = server.enabled(Kind.SITE, "{}");

      assertThat(
              server
                  .asOwner()
                  .with("Content-Encoding", "identity")
                  .put(path, "{\"config\":{}}")
                  .status())
          .isEqualTo(204);
    }

    @Test
    void ofAnswersAreNeverUsed() {
      Reply read = server.asOwner().with("Accept-Encoding", "gzip, br").get(COOL);

      assertThat(read.has("Content-Encoding")).isFalse();
      assertThat(read.text()).contains(CANARY);
    }
  }
}

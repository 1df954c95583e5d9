package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.json.JsonNumber;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenHttpTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  private static final String CANARY = "canary-canary";

  static Stream<Arguments> broken() {
    String get = "GET /health/live?" + CANARY + " HTTP/1.1\r\n";
    String post =
        "POST /site/site-www/integrations/cool-integration HTTP/1.1\r\nHost: x\r\n"
            + "netlify-token: "
            + Acme.OWNER_TOKEN
            + "\r\n";
    return Stream.of(
        Arguments.of("no Host", get + "\r\n"),
        Arguments.of("two Hosts", get + "Host: x\r\nHost: y\r\n\r\n"),
        Arguments.of("an empty Host", get + "Host:\r\n\r\n"),
        Arguments.of("a Host that is none", get + "Host: a b/" + CANARY + "\r\n\r\n"),
        Arguments.of("garbage", CANARY + "\r\n\r\n"),
        Arguments.of("a line of one word", "GET\r\n\r\n"),
        Arguments.of("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n\r\n"),
        Arguments.of("HTTP/9.9", "GET /" + CANARY + " HTTP/9.9\r\nHost: x\r\n\r\n"),
        Arguments.of("HTTP/0.9", "GET /" + CANARY + "\r\n\r\n"),
        Arguments.of("no version", "GET / \r\nHost: x\r\n\r\n"),
        Arguments.of("blanks in the path", "GET /a b/" + CANARY + " HTTP/1.1\r\nHost: x\r\n\r\n"),
        Arguments.of("NUL in the path", "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n"),
        Arguments.of("a long line", "GET /" + "a".repeat(200_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
        Arguments.of(
            "a long header", get + "Host: x\r\nX-Long: " + "a".repeat(100_000) + "\r\n\r\n"),
        Arguments.of(
            "many headers", get + "Host: x\r\n" + "X-Many: 0123456789\r\n".repeat(5000) + "\r\n"),
        Arguments.of("a header without a colon", get + "Host: x\r\n" + CANARY + "\r\n\r\n"),
        Arguments.of("a blank in a name", get + "Host: x\r\nX Y: " + CANARY + "\r\n\r\n"),
        Arguments.of("a blank before the colon", post + "Content-Length : 2\r\n\r\n{}"),
        Arguments.of("NUL in a header", get + "Host: x\r\nX-Y: a\u0000" + CANARY + "\r\n\r\n"),
        Arguments.of("a folded header", get + "Host: x\r\nX-Y: a\r\n " + CANARY + "\r\n\r\n"),
        Arguments.of("two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x"),
        Arguments.of("a list of lengths", post + "Content-Length: 2, 3\r\n\r\n{}x"),
        Arguments.of("a negative length", post + "Content-Length: -2\r\n\r\n{}"),
        Arguments.of("a signed length", post + "Content-Length: +2\r\n\r\n{}"),
        Arguments.of("a length in words", post + "Content-Length: " + CANARY + "\r\n\r\n{}"),
        Arguments.of("a length beyond long", post + "Content-Length: 99999999999999999999\r\n\r\n"),
        Arguments.of(
            "length and chunks",
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "chunks and length",
            post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "chunks that aren't last", post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "chunks that aren't quite", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        Arguments.of("encoded chunks", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "a chunk size that is none",
            post + "Transfer-Encoding: chunked\r\n\r\n" + CANARY + "\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(
            "a chunk size that is none, from nobody",
            "POST /caller HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + CANARY
                + "\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(
            "a negative chunk", post + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of("a bare line feed", "GET / HTTP/1.1\nHost: " + CANARY + "\n\n\r\n\r\n"),
        Arguments.of("HTTP/2 at once", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  }

  /** What can't be read is refused in the one shape or cut off, and the connection is over. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void isRefusedAndNothingIsEchoed(String what, String request) throws IOException {
    try (RawSocket socket = server.connect()) {
      socket.send(request);

      Optional<Reply> reply = socket.reply();

      if (reply.isPresent()) {
        assertThat(reply.get().status()).as(reply.get().text()).isBetween(400, 505);
        assertThat(reply.get().status()).isNotEqualTo(500);
        reply.get().refused(reply.get().status(), reply.get().string("error"));
        assertThat(reply.get().text()).doesNotContain(CANARY);
        assertThat(reply.get().headers().toString()).doesNotContain(CANARY);
      }
      assertThat(socket.isClosed()).as("closed").isTrue();
    }
    server
        .asOwner()
        .get("/site/site-www/integrations/cool-integration")
        .refused(404, "not_enabled");
  }

  private static Reply replyTo(String request) throws IOException {
    try (RawSocket socket = server.connect()) {
      socket.send(request);
      return socket.reply().orElseThrow();
    }
  }

  /** A request line of that many bytes. */
  private static String line(int bytes) {
    String start = "GET /health/live?";
    String end = " HTTP/1.1";
    return start + "a".repeat(bytes - start.length() - end.length()) + end + "\r\n";
  }

  @Test
  void aRequestLineOfEightKibibytesIsRead() throws IOException {
    int limit = 8 * 1024;

    assertThat(replyTo(line(limit - 1) + "Host: x\r\n\r\n").status()).isEqualTo(200);
    Reply refused = replyTo(line(limit + 1) + "Host: x\r\n\r\n").refused(414, "uri_too_long");
    assertThat(refused.object().find("limit")).contains(JsonNumber.of(limit));
  }

  @Test
  void aHeaderOfEightKibibytesIsRead() throws IOException {
    int limit = 8 * 1024;
    String most = "X-Long: " + "a".repeat(limit - "X-Long".length()) + "\r\n";

    assertThat(replyTo("GET /health/live HTTP/1.1\r\nHost: x\r\n" + most + "\r\n").status())
        .isEqualTo(200);
    Reply refused =
        replyTo("GET /health/live HTTP/1.1\r\nHost: x\r\nY" + most + "\r\n")
            .refused(431, "headers_too_large");
    assertThat(refused.object().find("limit")).contains(JsonNumber.of(limit));
  }

  @Test
  void headersOfSixteenKibibytesAreRead() throws IOException {
    String most = "X-A: " + "a".repeat(8000) + "\r\nX-B: " + "b".repeat(8000) + "\r\n";

    assertThat(replyTo("GET /health/live HTTP/1.1\r\nHost: x\r\n" + most + "\r\n").status())
        .isEqualTo(200);
    Reply refused =
        replyTo(
                "GET /health/live HTTP/1.1\r\nHost: x\r\n"
                    + most
                    + "X-C: "
                    + "c".repeat(500)
                    + "\r\n\r\n")
            .refused(431, "headers_too_large");
    assertThat(refused.object().find("limit")).contains(JsonNumber.of(16 * 1024));
  }

  @Test
  void aHundredHeadersAreRead() throws IOException {
    String most = "GET /health/live HTTP/1.1\r\nHost: x\r\n" + "X-A: 1\r\nX-B: 2\r\n".repeat(49);

    assertThat(replyTo(most + "X-C: 3\r\n\r\n").status()).isEqualTo(200);
    Reply refused = replyTo(most + "X-C: 3\r\nX-D: 4\r\n\r\n").refused(431, "headers_too_large");
    assertThat(refused.object().find("limit")).contains(JsonNumber.of(100));
  }

  @Test
  void anotherVersionOfHttpIsToldWhichIsSpoken() throws IOException {
    replyTo("GET /health/live HTTP/1.0\r\nHost: x\r\n\r\n")
        .refused(505, "http_version_not_supported");
  }

  @Nested
  class Connections {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/health/live",
          "/caller",
          "/no-such-route",
          "/docs//",
          "/site/%00/integrations",
          "/docs",
        })
    void closeWhenTheClientAsksForIt(String path) throws IOException {
      for (String value : new String[] {"close", "Close", "keep-alive, close"}) {
        try (RawSocket socket = server.connect()) {
          socket.send(
              "GET %s HTTP/1.1\r\nHost: x\r\nConnection: %s\r\n\r\n".formatted(path, value));

          assertThat(socket.reply().orElseThrow().header("Connection")).isEqualTo("close");
          assertThat(socket.isClosed()).as("closed after " + path).isTrue();
        }
      }
    }

    @Test
    void stayOpenOtherwiseAlsoAfterRefusals() throws IOException {
      try (RawSocket socket = server.connect()) {
        for (String path : new String[] {"/health/live", "/caller", "/no", "/%00", "/docs"}) {
          socket.send("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path));
          Reply reply = socket.reply().orElseThrow();
          assertThat(reply.has("Connection") && reply.header("Connection").equals("close"))
              .as(path)
              .isFalse();
        }
      }
    }

    @Test
    void skipTheBodyOfWhatIsRefused() throws IOException {
      try (RawSocket socket = server.connect()) {
        for (String path :
            new String[] {
              "/site/site-www/integrations/cool-integration", "/no-such-route", "/docs", "/a//b"
            }) {
          String body = get("/openapi.yaml");
          socket.send(
              "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(path, body.length(), body));
          assertThat(socket.reply().orElseThrow().status()).as(path).isIn(400, 401, 404, 405);
        }
        socket.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(socket.reply().orElseThrow().text()).isEqualTo("{\"status\":\"live\"}");
      }
    }

    @Test
    void takeSeveralRequestsAtOnceInOrder() throws IOException {
      try (RawSocket socket = server.connect()) {
        socket.send(get("/health/live") + get("/no-such-route") + get("/health/ready"));

        assertThat(socket.reply().orElseThrow().text()).contains("live");
        socket.reply().orElseThrow().refused(404, "no_such_route");
        assertThat(socket.reply().orElseThrow().text()).contains("ready");
      }
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
}

package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.slipjoint.server.ScriptedIntegration.Script;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Handlers that mean harm, to the platform, to its callers or to what is near it. */
class GatewayHostileHandlerTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme()
          .with("dispatch.allow-private", "127.0.0.1")
          .with("dispatch.connect", "400ms")
          .with("dispatch.first-byte", "400ms")
          .with("dispatch.total", "900ms");

  private static RawHost host;
  private static ScriptedIntegration integration;
  private static String path;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeAll
  static void runHosts() throws IOException {
    host = new RawHost();
    integration = new ScriptedIntegration();
    path = enabled("raw", host.url());
  }

  private static String enabled(String slug, URI url) {
    SERVER.hosts(slug, url);
    String enabled = "/site/" + SERVER.freshSite() + "/integrations/" + slug;
    SERVER.asOwner().post(enabled, "{}").token();
    return enabled + "/handlers/cool-function";
  }

  @AfterAll
  static void stopHosts() throws IOException {
    host.close();
    integration.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("dev.slipjoint");
  }

  private String warnings() {
    return log.list.stream()
        .filter(it -> it.getLevel().equals(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining("\n"));
  }

  /** Answers 200 with that header and that body. */
  private static void answers(String header, String body) {
    host.says(
        "HTTP/1.1 200 OK\r\n%s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(header, body.length(), body));
  }

  private Reply fails() {
    return SERVER.asOwner().get(path).refused(502, "handler_failed");
  }

  /** The platform's origin is never theirs. */
  @Nested
  class WhatABrowserWouldObey {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "text/html",
          "TEXT/HTML; charset=utf-8",
          "image/svg+xml",
          "application/xhtml+xml",
          "text/xml",
          "application/xml",
          "text/javascript",
          "application/javascript",
          "text/css",
          "application/pdf",
          "multipart/x-mixed-replace; boundary=x",
          "application/x-shockwave-flash",
          "text/plain, text/html",
          "text/plain; a=b, text/html",
          "text/plain; a=\"b\", text/html",
          "text/plain;charset=utf-8;a=\"\\\",text/html;\"",
          "text/html; text/plain",
          "*/*",
          "",
          "nonsense",
        })
    void isOnlyEverSomethingToSave(String type) {
      answers("Content-Type: " + type, "<script>alert(1)</script>");

      Reply reply = SERVER.asOwner().get(path);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(reply.header("Content-Disposition")).isEqualTo("attachment");
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("Content-Security-Policy"))
          .contains("default-src 'none'")
          .contains("sandbox")
          .contains("frame-ancestors 'none'");
      assertThat(reply.text()).isEqualTo("<script>alert(1)</script>");
    }

    @ParameterizedTest
    @CsvSource({
      "application/json",
      "application/json; charset=utf-8",
      "text/plain;charset=\"utf-8\"",
      "text/csv; charset=utf-8; header=present",
      "image/png",
      "application/problem+json",
    })
    void isNotWhatNothingRunsOf(String type) {
      answers("Content-Type: " + type, "{}");

      Reply reply = SERVER.asOwner().get(path);

      assertThat(reply.header("Content-Type")).isEqualTo(type);
      assertThat(reply.has("Content-Disposition")).isFalse();
      assertThat(reply.has("Content-Security-Policy")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Set-Cookie: __Host-session=stolen; Secure; Path=/",
          "Set-Cookie2: a=b",
          "Service-Worker-Allowed: /",
          "Clear-Site-Data: \"*\"",
          "Access-Control-Allow-Origin: *",
          "Access-Control-Allow-Credentials: true",
          "Access-Control-Expose-Headers: *",
          "Cross-Origin-Resource-Policy: cross-origin",
          "Cross-Origin-Opener-Policy: unsafe-none",
          "Timing-Allow-Origin: *",
          "Location: https://evil.example/",
          "Content-Location: /admin",
          "Refresh: 0; url=https://evil.example/",
          "Link: <https://evil.example/>; rel=preload",
          "SourceMap: /evil.map",
          "Alt-Svc: h2=\"evil.example:443\"",
          "Strict-Transport-Security: max-age=0",
          "Public-Key-Pins: max-age=1",
          "WWW-Authenticate: Basic realm=\"password, please\"",
          "Proxy-Authenticate: Basic",
          "Report-To: {}",
          "NEL: {}",
          "Content-Security-Policy-Report-Only: report-uri https://evil.example",
          "Permissions-Policy: camera=*",
          "Referrer-Policy: unsafe-url",
          "Server-Timing: a",
          "Server: evil",
          "Via: 1.1 evil",
          "Upgrade: websocket",
          "Keep-Alive: timeout=9",
          "Trailer: X-A",
          "Warning: 199",
          "X-Accel-Redirect: /etc/passwd",
          "X-Accel-Buffering: no",
          "X-Sendfile: /etc/passwd",
          "X-Lighttpd-Send-File: /etc/passwd",
          "X-LiteSpeed-Location: /etc/passwd",
          "X-Reproxy-URL: http://169.254.169.254/",
          "X-Envoy-Immediate-Health-Check-Fail: true",
          "X-Frame-Options: ALLOWALL",
          "X-XSS-Protection: 0",
          "X-WebKit-CSP: x",
          "X-UA-Compatible: IE=7",
          "X-DNS-Prefetch-Control: on",
          "X-Download-Options: x",
          "X-Permitted-Cross-Domain-Policies: all",
          "X-Robots-Tag: all",
          "X-Slipjoint-Anything: forged",
          "X-Nf-Request-Id: forged",
        })
    void isNotPassedOn(String header) {
      answers(header, "{}");

      Reply reply = SERVER.asOwner().get(path);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.has(header.substring(0, header.indexOf(':')))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "Content-Security-Policy: default-src *|default-src 'none'; sandbox; frame-ancestors"
              + " 'none'",
          "Cache-Control: public, max-age=9|no-store",
          "X-Content-Type-Options: sniff|nosniff",
        })
    void isSaidByThePlatformInstead(String header, String said) {
      answers(header, "{}");

      assertThat(SERVER.asOwner().get(path).header(header.substring(0, header.indexOf(':'))))
          .isEqualTo(said);
    }

    @Test
    void canNotBeHiddenInAnotherHeader() {
      answers("X-A: a\rSet-Cookie: b=c", "{}");

      Reply reply = SERVER.asOwner().get(path);

      assertThat(reply.has("Set-Cookie")).isFalse();
      assertThat(reply.header("X-A")).isEqualTo("a Set-Cookie: b=c");
    }

    @Test
    void isNotTheRequestIdNorTheLength() {
      answers("X-Request-Id: forged", "{}");

      assertThat(SERVER.asOwner().get(path).header("X-Request-Id")).isNotEqualTo("forged");
    }

    @Test
    void isWhatTheAuthorSetsIfItIsTheirOwn() {
      answers("X-A: 1\r\nx-a: 2", "{}");

      assertThat(SERVER.asOwner().get(path).headers().get("x-a")).containsExactly("1", "2");
    }

    /** Preflights have no token, and nothing ever says that another origin may read. */
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1.evil.example"})
    void isNoLeaveForOtherOrigins(String origin) {
      answers("Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *", "{}");
      Asker from =
          SERVER
              .asNobody()
              .with("Origin", origin)
              .with("Access-Control-Request-Method", "POST")
              .with("Access-Control-Request-Headers", "netlify-token");

      assertThat(from.send("OPTIONS", path, "").refused(401, "unauthorized").headers().keySet())
          .noneMatch(it -> it.startsWith("access-control"));
      assertThat(
              SERVER.asOwner().with("Origin", origin).send("OPTIONS", path, "").headers().keySet())
          .noneMatch(it -> it.startsWith("access-control"));
    }
  }

  @Nested
  class BadAnswers {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "HTTP/1.1 301 Moved\r\n"
              + "Location: http://169.254.169.254/latest/\r\n"
              + "Content-Length: 0\r\n\r\n",
          "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 307 Again\r\nLocation: http://localhost/\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 300 Choose\r\nContent-Length: 2\r\n\r\n{}",
          "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
          "HTTP/1.1 700 What\r\nContent-Length: 2\r\n\r\n{}",
          "HTTP/1.1 999 What\r\nContent-Length: 2\r\n\r\n{}",
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
          "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
          "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n{}",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\n",
          "SSH-2.0-OpenSSH_9.2\r\n",
          "",
          "{}",
        })
    void areNone(String answer) {
      host.says(answer);

      fails();

      assertThat(host.heads()).as("asked once").hasSize(1);
      assertThat(warnings()).contains("cool-function of raw");
    }

    @Test
    void withAMillionHeadersAreNotReadToTheirEnd() {
      host.plays(
          socket -> {
            RawHost.write(socket, "HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 1_000_000; i++) {
              RawHost.write(socket, "x-" + i + ": y\r\n");
            }
          });

      fails();

      assertThat(warnings()).contains("ANSWER_TOO_LARGE");
    }

    @Test
    void ofAGigabyteAreCutOff() throws IOException {
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      host.plays(
          socket -> {
            RawHost.write(
                socket,
                "HTTP/1.1 200 OK\r\n"
                    + "Content-Type: text/plain\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 16_384; i++) {
              RawHost.write(socket, chunk);
            }
          });

      try (RawSocket socket = SERVER.connect()) {
        socket.send(request());
        String all = socket.rest();

        assertThat(all).startsWith("HTTP/1.1 200");
        assertThat(all.length()).isLessThan(2 << 20);
        assertThat(all)
            .as("half an answer isn't ended like a whole one")
            .doesNotEndWith("0\r\n\r\n");
      }
      assertThat(warnings()).contains("ANSWER_TOO_LARGE");
    }

    @Test
    void thatBreakOffHalfWayAreBrokenOffToo() throws IOException {
      host.says(
          "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nContent-Type: text/plain\r\n\r\n"
              + "x".repeat(200_000));

      try (RawSocket socket = SERVER.connect()) {
        socket.send(request());
        String all = socket.rest();

        assertThat(all).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
      }
    }

    private String request() {
      return "GET %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n\r\n"
          .formatted(path, Acme.OWNER_TOKEN);
    }

    @Test
    void thatAreNoJsonAreTheAuthorsOwn() {
      answers("Content-Type: application/json", "{\"a\":");

      assertThat(SERVER.asOwner().get(path).text()).isEqualTo("{\"a\":");
    }

    @Test
    void thatNeverComeAreNotWaitedFor() {
      host.plays(socket -> Thread.sleep(20_000));
      long start = System.nanoTime();

      fails();

      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(350L, 3000L);
      assertThat(warnings()).contains("FIRST_BYTE_TIMED_OUT");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
          "HTTP/1.1 200 OK\r\n\r\n",
        })
    void thatComeByteByByteAreNotWaitedFor(String beginning) {
      host.plays(
          socket -> {
            RawHost.write(socket, beginning);
            while (true) {
              Thread.sleep(50);
              RawHost.write(socket, "x");
            }
          });
      long start = System.nanoTime();

      fails();

      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(800L, 4000L);
      assertThat(warnings()).contains("TOTAL_TIMED_OUT");
    }
  }

  /** T37: what a caller is told of a host that doesn't answer must not tell them of the host. */
  @Test
  void everyWayToFailLooksTheSameAndOnlyTheLogKnowsMore() throws IOException {
    Map<String, String> urls = new LinkedHashMap<>();
    int refusing;
    try (ServerSocket closed = new ServerSocket(0)) {
      refusing = closed.getLocalPort();
    }
    try (ServerSocket silent = new ServerSocket(0);
        ServerSocket plain = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> answersWithoutTls(plain));
      urls.put("CONNECT_FAILED", "http://127.0.0.1:" + refusing);
      urls.put("FIRST_BYTE_TIMED_OUT", "http://127.0.0.1:" + silent.getLocalPort());
      urls.put("CONNECT_TIMED_OUT", "https://127.0.0.1:" + silent.getLocalPort());
      urls.put("TLS_FAILED", "https://127.0.0.1:" + plain.getLocalPort());
      urls.put("TARGET_NOT_ALLOWED", "http://169.254.169.254");
      urls.put("NAME_NOT_FOUND", "http://no-such-host.invalid");
      urls.put("redirects", integration.url().toString());
      integration.answers(call -> Script.of(302, "{}").with("Location", "http://127.0.0.1/"));

      Map<String, String> told = new LinkedHashMap<>();
      urls.forEach(
          (reason, url) -> {
            log.list.clear();
            String failing = enabled("failing", URI.create(url));
            Reply reply = SERVER.asOwner().get(failing);
            reply.refused(502, "handler_failed");
            told.put(reason, reply.withoutItsOwn());
            assertThat(warnings()).contains(reason);
          });

      assertThat(told.values()).hasSize(7).containsOnly(told.values().iterator().next());
    }
  }

  private static void answersWithoutTls(ServerSocket listener) {
    try {
      while (true) {
        RawHost.write(listener.accept(), "HTTP/1.1 400 Bad Request\r\n\r\n");
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void noWarningHoldsATokenOrAQuery() {
    host.says("");

    SERVER.asOwner().get(path + "?code=planted").refused(502, "handler_failed");

    assertThat(warnings()).isNotEmpty().doesNotContain("planted", "slipc_", Acme.OWNER_TOKEN);
  }

  @Test
  void aCallThatWasReadIsNeverSentTwice() {
    host.plays(Socket::close);

    fails();
    SERVER.asOwner().post(path, "{}").refused(502, "handler_failed");

    assertThat(host.heads()).hasSize(2);
  }

  /** The host speaks after its answer: nobody may send a next call on that connection. */
  @Test
  void aCallThatNeverLeftIsSentOnceMoreElsewhere() {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    host.plays(
        socket -> {
          RawHost.write(socket, answer + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
          socket.getInputStream().read();
        });

    for (int i = 0; i < 4; i++) {
      assertThat(SERVER.asOwner().post(path, "{}").text()).isEqualTo("{}");
    }

    assertThat(host.heads()).hasSize(4);
  }
}

package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Requests with another one hidden in them, for parsers that disagree where the first one ends: the
 * hidden one is never answered, neither at the server's own port nor behind a proxy that shares its
 * connections among callers (RFC 9112, 11.2).
 */
class SmuggledRequestsTest {
  private static final String HIDDEN = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST = "POST /caller HTTP/1.1\r\nHost: x\r\n";

  @TempDir private static Path folder;
  private static RunningPlatform platform;
  private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>();
  private static final Logger ACCESS = (Logger) LoggerFactory.getLogger("dev.slipjoint.access");

  @BeforeAll
  static void start() throws IOException {
    platform = RunningPlatform.in(folder);
    LINES.start();
    ACCESS.setLevel(Level.INFO);
    ACCESS.setAdditive(false);
    ACCESS.addAppender(LINES);
  }

  @AfterAll
  static void stop() {
    ACCESS.detachAppender(LINES);
    platform.close();
  }

  private static String length() {
    return "Content-Length: " + HIDDEN.length() + "\r\n";
  }

  private static String chunked(String body) {
    return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
  }

  private static Map<String, String> attacks() {
    String ended = "0\r\n\r\n" + HIDDEN;
    String endedLength = "Content-Length: " + ended.length() + "\r\n";
    return Map.ofEntries(
        Map.entry(
            "a length before chunks",
            POST + endedLength + "Transfer-Encoding: chunked\r\n\r\n" + ended),
        Map.entry(
            "a length after chunks",
            POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunked(HIDDEN)),
        Map.entry(
            "chunks that aren't quite",
            POST + endedLength + "Transfer-Encoding: xchunked\r\n\r\n" + ended),
        Map.entry(
            "a blank before the colon",
            POST + endedLength + "Transfer-Encoding : chunked\r\n\r\n" + ended),
        Map.entry(
            "a tab before the value",
            POST + endedLength + "Transfer-Encoding:\tchunked\r\n\r\n" + ended),
        Map.entry(
            "a vertical tab",
            POST + endedLength + "Transfer-Encoding: \u000bchunked\r\n\r\n" + ended),
        Map.entry(
            "two codings",
            POST
                + endedLength
                + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n"
                + ended),
        Map.entry(
            "a list of codings",
            POST + endedLength + "Transfer-Encoding: identity, chunked\r\n\r\n" + ended),
        Map.entry(
            "chunks that aren't last",
            POST + "Transfer-Encoding: chunked, identity\r\n\r\n" + ended),
        Map.entry(
            "a header behind a bare line feed",
            POST + endedLength + "X: y\nTransfer-Encoding: chunked\r\n\r\n" + ended),
        Map.entry(
            "a folded header",
            POST + endedLength + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n" + ended),
        Map.entry("two lengths", POST + "Content-Length: 0\r\n" + length() + "\r\n" + HIDDEN),
        Map.entry(
            "two lengths, turned round", POST + length() + "Content-Length: 0\r\n\r\n" + HIDDEN),
        Map.entry(
            "a list of lengths",
            POST + "Content-Length: 0, " + HIDDEN.length() + "\r\n\r\n" + HIDDEN),
        Map.entry("a signed length", POST + "Content-Length: +0\r\n\r\n" + HIDDEN),
        Map.entry("a hexadecimal length", POST + "Content-Length: 0x0\r\n\r\n" + HIDDEN),
        Map.entry("a blank in a length", POST + "Content-Length: 0 0\r\n\r\n" + HIDDEN),
        Map.entry(
            "a length with a blank in its name",
            POST
                + "Content Length: "
                + HIDDEN.length()
                + "\r\nContent-Length: 0 \u000b\r\n\r\n"
                + HIDDEN),
        Map.entry(
            "a chunk that overflows",
            POST + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF0\r\n" + ended),
        Map.entry("a negative chunk", POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + ended),
        Map.entry(
            "a chunk with a blank",
            POST + "Transfer-Encoding: chunked\r\n\r\n0 x\r\n\r\n" + HIDDEN),
        Map.entry(
            "a chunk behind a bare line feed",
            POST + "Transfer-Encoding: chunked\r\n\r\n1\nZ\r\n" + ended),
        Map.entry(
            "a body of a GET", "GET /caller HTTP/1.1\r\nHost: x\r\n" + length() + "\r\n" + HIDDEN),
        Map.entry(
            "a body that is asked for first",
            POST + "Expect: 100-continue\r\n" + length() + "\r\n" + HIDDEN),
        Map.entry(
            "an upgrade",
            POST + "Connection: Upgrade\r\nUpgrade: h2c\r\n" + length() + "\r\n" + HIDDEN),
        Map.entry(
            "an old version with chunks",
            "POST /caller HTTP/1.0\r\nHost: x\r\n"
                + endedLength
                + "Transfer-Encoding: chunked\r\n\r\n"
                + ended),
        Map.entry("a carriage return alone", POST + "X: y\r\r" + HIDDEN),
        Map.entry(
            "NUL in a name", POST + "Content-\u0000Length: 0\r\n" + length() + "\r\n" + HIDDEN));
  }

  @TestFactory
  Stream<DynamicTest> nothingHiddenIsAnswered() {
    return tried(platform.url(), it -> true);
  }

  /** Else nothing that is hidden could be seen here. */
  @Test
  void whatIsNotHiddenIsSeen() throws IOException {
    LINES.list.clear();
    sent(platform.url(), "GET /caller HTTP/1.1\r\nHost: x\r\n\r\n" + HIDDEN);

    assertThat(Eventually.become(SmuggledRequestsTest::paths, it -> it.contains("/smuggled")))
        .contains("/smuggled");
  }

  @TestFactory
  @Tag("proof")
  Stream<DynamicTest> nothingHiddenIsAnsweredBehindAProxy() throws IOException {
    Repository.require(Repository.isOnPath("haproxy"), "haproxy is not installed.");
    int port = freePort();
    Path config = folder.resolve("haproxy.cfg");
    Files.writeString(
        config,
        """
        defaults
          mode http
          timeout connect 2s
          timeout client 5s
          timeout server 5s
          http-reuse always
        frontend front
          bind 127.0.0.1:%d
          default_backend back
        backend back
          server one 127.0.0.1:%d
        """
            .formatted(port, platform.url().getPort()));
    Program proxy = Program.start(folder, Map.of(), "haproxy", "-db", "-f", config.toString());
    URI front = URI.create("http://127.0.0.1:" + port);
    Eventually.become(() -> isOpen(port), it -> it);
    // For haproxy the chunk ends there: what is hidden is the same client's own next request.
    return tried(front, it -> !it.equals("a chunk behind a bare line feed")).onClose(proxy::close);
  }

  private static Stream<DynamicTest> tried(URI at, Predicate<String> those) {
    return attacks().entrySet().stream()
        .filter(it -> those.test(it.getKey()))
        .map(it -> DynamicTest.dynamicTest(it.getKey(), () -> isNotAnswered(at, it.getValue())));
  }

  private static void isNotAnswered(URI at, String attack) throws IOException {
    LINES.list.clear();
    String answers = sent(at, attack);
    // The next caller gets an answer of their own.
    Answer mine =
        Http.call("GET", at + "/caller", Map.of("netlify-token", RunningPlatform.OWNER), "");

    assertThat(mine.status()).isEqualTo(200);
    // Lines are written after their answers.
    assertThat(Eventually.become(SmuggledRequestsTest::paths, it -> it.contains("/caller")))
        .contains("/caller")
        .doesNotContain("/smuggled");
    assertThat(answers).doesNotContain("no_such_route");
  }

  private static List<String> paths() {
    return List.copyOf(LINES.list).stream()
        .flatMap(it -> it.getKeyValuePairs().stream())
        .filter(it -> it.key.equals("path"))
        .map(it -> String.valueOf(it.value))
        .toList();
  }

  /** What comes back until there is nothing more for a while. */
  private static String sent(URI at, String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.getPort())) {
      socket.setSoTimeout((int) Duration.ofMillis(300).toMillis());
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answers = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answers);
      } catch (SocketTimeoutException | SocketException e) {
        // That is all.
      }
      return answers.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}

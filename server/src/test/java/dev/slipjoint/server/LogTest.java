package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import dev.slipjoint.server.config.LogFormat;
import dev.slipjoint.server.config.LogLevel;
import dev.slipjoint.server.config.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  private static final String COOL = "/site/site-www/integrations/cool-integration";

  /** What the access log is told. */
  @Nested
  class AccessLog {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
      lines.start();
      logger("dev.slipjoint").setLevel(Level.INFO);
      logger("dev.slipjoint").addAppender(lines);
      logger("dev.slipjoint.access").addAppender(lines);
    }

    @AfterEach
    void stopListening() {
      logger("dev.slipjoint").setLevel(null);
      logger("dev.slipjoint").detachAppender(lines);
      logger("dev.slipjoint.access").detachAppender(lines);
    }

    @ParameterizedTest
    @CsvSource({
      "GET, /health/live, 200",
      "GET, /caller, 401",
      "GET, /no-such-route, 404",
      "POST, /docs, 405",
      "GET, /a//b, 400",
      "POST, /site/site-www/integrations/cool-integration, 401",
    })
    void hasALineOfEveryRequestWithTheStatusAndIdOfItsAnswer(
        String method, String path, int status) {
      Reply reply = server.asNobody().send(method, path + "?token=planted", "");

      assertThat(reply.status()).isEqualTo(status);
      Map<String, Object> line = line(reply);
      assertThat(line)
          .containsEntry("method", method)
          .containsEntry("path", path)
          .containsEntry("status", status);
      assertThat((double) line.get("ms")).isPositive();
      assertThat((long) line.get("bytes")).isGreaterThan(reply.text().length());
    }

    @Test
    void hasTheEncodingThatWasRefused() {
      Reply reply = server.asOwner().with("Content-Encoding", "gzip").get("/caller");

      assertThat(line(reply)).containsEntry("status", reply.status());
    }

    @Test
    void hasTheIdOfWhatWasRefusedBeforeRouting() throws IOException {
      try (RawSocket socket = server.connect()) {
        socket.send("GET / HTTP/1.1\r\n\r\n");

        assertThat(line(socket.reply().orElseThrow())).containsEntry("status", 400);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GET /a%0d%0aforged%1b[31m HTTP/1.1",
          "GET /a\u001B[31mred\u0007\u0085\u009B HTTP/1.1",
          "GET /a\rforged HTTP/1.1",
          "GE\u001B[31mT /x HTTP/1.1",
          "G\rET /x HTTP/1.1",
          "GET /${jndi:ldap://127.0.0.1/x} HTTP/1.1",
          "GET /\u00E2\u0080\u00AEx HTTP/1.1",
        })
    void isNotToBeForged(String line) throws IOException {
      try (RawSocket socket = server.connect()) {
        socket.send(line + "\r\nHost: x\r\n\r\n");
        socket.reply();
      }

      assertThat(lines.list)
          .allSatisfy(
              it -> {
                assertThat(it.getFormattedMessage()).matches("[ -~]*");
                assertThat(pairs(it).values())
                    .allSatisfy(value -> assertThat(value.toString()).matches("[ -~…]*"));
              });
    }

    /** Helidon's words for a broken body quote it; and a client that went away is no fault. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Transfer-Encoding: chunked\r\n\r\nplanted-context\r\n",
          "Content-Length: 100\r\n\r\n{\"config\":\"planted-context",
        })
    void hasNoFaultForABodyThatBreaksOff(String rest) throws Exception {
      logger("dev.slipjoint.server.api.ErrorAnswers").setLevel(Level.INFO);
      try (RawSocket socket = server.connect()) {
        socket.send(
            "POST /site/site-docs/integrations/cool-integration HTTP/1.1\r\nHost: x\r\n"
                + "netlify-token: "
                + Acme.OWNER_TOKEN
                + "\r\n"
                + rest);
        Thread.sleep(100);
      }
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (lines.list.isEmpty() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      logger("dev.slipjoint.server.api.ErrorAnswers").setLevel(Level.OFF);

      assertThat(List.copyOf(lines.list)).isNotEmpty().allMatch(it -> it.getLevel() == Level.INFO);
    }

    @Test
    void cutsLongPaths() {
      Reply reply = server.asNobody().get("/" + "a".repeat(1900));

      assertThat(line(reply).get("path").toString()).hasSize(301).endsWith("…");
    }

    private Map<String, Object> line(Reply reply) {
      String id = reply.header("X-Request-Id");
      // The line is written after the answer.
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (System.nanoTime() < end) {
        List<ILoggingEvent> all = List.copyOf(lines.list);
        for (ILoggingEvent it : all) {
          if (id.equals(pairs(it).get("request"))) {
            return pairs(it);
          }
        }
        Thread.onSpinWait();
      }
      throw new AssertionError("No line has the id " + id);
    }

    private static Map<String, Object> pairs(ILoggingEvent event) {
      List<KeyValuePair> pairs = event.getKeyValuePairs();
      return pairs == null
          ? Map.of()
          : pairs.stream().collect(Collectors.toMap(it -> it.key, it -> it.value));
    }
  }

  /** What a running program writes. */
  @Nested
  class StandardError {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void catchIt() {
      System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void letItGo() throws JoranException {
      System.setErr(before);
      LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
      context.reset();
      new ContextInitializer(context).autoConfig();
    }

    @ParameterizedTest
    @EnumSource
    void hasNoTokenNoQueryAndNoContext(LogFormat format) throws IOException {
      Logs.configure(new ServerConfig.Log(format, LogLevel.DEBUG, true));
      String context = "{\"config\":{\"key\":\"planted-context\"}}";
      Asker bearer = server.asNobody().with("Authorization", "Bearer planted-token-0123456789");

      String token = server.asOwner().post(COOL, context).token();
      server.asOwner().put(COOL + "?q=planted-query", context);
      server.as(token).get(COOL);
      server.as(token).delete(COOL);
      server.as("planted-token-0123456789").get(COOL);
      bearer.get("/caller?slug=planted-query&siteId=planted-query");
      server.asOwner().put(COOL, "{\"config\":{\"planted-context\":\"planted-context\",}}");
      server.asOwner().post(COOL, "{\"config\":{\"planted-context\":1e999}}");
      try (RawSocket socket = server.connect()) {
        socket.send("GET /?planted-query HTTP/1.1\r\nnetlify-token: planted-token\r\n\r\n");
        socket.reply();
      }
      try (RawSocket socket = server.connect()) {
        socket.send("GET / HTTP/1.1\r\nHost: planted-token x\r\nplanted token\r\n\r\n");
        socket.reply();
      }
      String log = textWith("refused before routing");

      assertThat(log)
          .contains(COOL)
          .doesNotContain("planted")
          .doesNotContain(token)
          .doesNotContain(Acme.OWNER_TOKEN)
          .doesNotContain(Acme.COOL_SECRET);
    }

    @ParameterizedTest
    @EnumSource
    void hasOneLineForEveryRequest(LogFormat format) throws IOException {
      Logs.configure(new ServerConfig.Log(format, LogLevel.INFO, true));

      try (RawSocket socket = server.connect()) {
        socket.send("GET /a\u001B[31m%0a HTTP/1.1\r\nHost: x\r\n\r\n");
        socket.reply();
        socket.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        socket.reply();
      }
      Reply reply = server.asNobody().get("/health/live");
      String log = textWith(reply.header("X-Request-Id"));

      assertThat(log.lines()).hasSizeBetween(2, 3).allMatch(it -> it.matches("[ -~\t]*"));
    }

    @Test
    void hasNoLineForRequestsIfThoseAreOff() throws IOException {
      Logs.configure(new ServerConfig.Log(LogFormat.TEXT, LogLevel.INFO, false));

      Reply reply = server.asNobody().get("/caller");
      try (RawSocket socket = server.connect()) {
        socket.send("GET / HTTP/1.1\r\n\r\n");
        socket.reply();
      }

      assertThat(textWith("refused before routing"))
          .contains("refused before routing")
          .doesNotContain(reply.header("X-Request-Id"));
    }

    private String textWith(String word) {
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (System.nanoTime() < end) {
        String text = written.toString(StandardCharsets.UTF_8);
        if (text.contains(word) && text.endsWith("\n")) {
          return text;
        }
        Thread.onSpinWait();
      }
      return written.toString(StandardCharsets.UTF_8);
    }
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}

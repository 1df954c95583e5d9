package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.protocol.json.JsonNumber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  @RegisterExtension
  static final TestServer server =
      TestServer.ofAcme().with("server.connections-per-address", "2000");

  private static final int BODY = 1024 * 1024;
  private static final int CONTEXT = 512 * 1024;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyOfOneMebibyteIsRead(boolean chunked) {
    String path = server.enabled(Kind.SITE, "{}");

    assertThat(server.asOwner().send("PUT", path, publisher(body(BODY), chunked)).status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyOfOneByteMoreIsRefused(boolean chunked) {
    String path = server.enabled(Kind.SITE, "{\"kept\":1}");

    Reply refused =
        server
            .asOwner()
            .send("PUT", path, publisher(body(BODY + 1), chunked))
            .refused(413, "too_large");

    assertThat(refused.object().find("limit")).contains(JsonNumber.of(BODY));
    assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");
  }

  /** A hundred thousand values take many times their text once they are parsed: 40 fill a heap. */
  @Test
  void manyWideBodiesAtOnceAreDoneOrPutOff() throws InterruptedException {
    String path = server.enabled(Kind.SITE, "{}");
    String body =
        "{\"config\":{\"a\":[%s]}}"
            .formatted(String.join(",", Collections.nCopies(49_000, "{\"\":1}")));
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());

    try (ExecutorService clients = Executors.newFixedThreadPool(40)) {
      for (int i = 0; i < 40; i++) {
        clients.execute(() -> statuses.add(server.asOwner().put(path, body).status()));
      }
    }

    assertThat(statuses).hasSize(40).contains(204).isSubsetOf(204, 503);
    assertThat(server.asNobody().get("/health/live").status()).isEqualTo(200);
  }

  /** Each may take half a minute over the last byte, and all together are more than the heap. */
  @Test
  void bodiesThatNeverEndDoNotFillTheHeap() throws Exception {
    String path = server.enabled(Kind.SITE, "{}");
    String unended =
        "PUT %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, Acme.OWNER_TOKEN, BODY, "x".repeat(BODY - 1));
    int many = (int) (Runtime.getRuntime().maxMemory() / BODY * 5 / 4);
    List<Socket> slow = new ArrayList<>();
    byte[] bytes = unended.getBytes(StandardCharsets.ISO_8859_1);

    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < many; i++) {
        Socket socket = new Socket(server.url().getHost(), server.url().getPort());
        slow.add(socket);
        senders.execute(() -> sendWhatIsTaken(socket, bytes));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> server.asOwner().put(path, body(BODY)).refused(503, "busy"));
      for (Socket socket : slow) {
        socket.close();
      }
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(server.asOwner().put(path, body(BODY)).status()).isEqualTo(204));
  }

  /** What the system doesn't take of an answer is kept for half a minute. */
  @Test
  void answersThatNobodyReadsDoNotFillTheHeap() throws Exception {
    String large = server.enabled(Kind.SITE, ofSize(CONTEXT));

    askAndDoNotRead("/docs/swagger-ui-bundle.js", "");
    askAndDoNotRead(large, "netlify-token: " + Acme.OWNER_TOKEN + "\r\n");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(server.asOwner().get(large).status()).isEqualTo(200));
  }

  private static void askAndDoNotRead(String path, String header) throws Exception {
    String ask = "GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(path, header);
    List<Socket> sleepy = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      Socket socket = new Socket();
      sleepy.add(socket);
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(server.url().getHost(), server.url().getPort()));
      sendWhatIsTaken(socket, ask.repeat(6).getBytes(StandardCharsets.ISO_8859_1));
    }
    Thread.sleep(4000); // for all of them to be written as far as they go
    assertThat(server.asNobody().get("/health/live").status()).isEqualTo(200);
    for (Socket socket : sleepy) {
      socket.close();
    }
  }

  private static void sendWhatIsTaken(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // The server has had enough, or the test.
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoMayNotWriteIsToldSoWhateverTheSize(boolean chunked) {
    String path = server.enabled(Kind.SITE, "{}");

    server
        .asViewer()
        .send("PUT", path, publisher(body(BODY + 1), chunked))
        .refused(403, "insufficient_role");
    server
        .asStranger()
        .send("PUT", path, publisher(body(BODY + 1), chunked))
        .refused(404, "not_found");
    server
        .asNobody()
        .send("PUT", path, publisher(body(BODY + 1), chunked))
        .refused(401, "unauthorized");
  }

  @Test
  void aBodyThatClaimsAHundredGigabytesIsRefusedAtOnce() throws IOException {
    String path = server.enabled(Kind.SITE, "{}");
    try (RawSocket socket = server.connect()) {
      socket.send(
          "PUT %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\nContent-Length: 100000000000\r\n\r\n{"
              .formatted(path, Acme.OWNER_TOKEN));

      socket.reply().orElseThrow().refused(413, "too_large");
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void aBodyWithoutEndIsCutOff() throws IOException {
    String path = server.enabled(Kind.SITE, "{}");
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (RawSocket socket = server.connect()) {
      socket.send(
          "PUT %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
              .formatted(path, Acme.OWNER_TOKEN));
      long start = System.nanoTime();
      for (int i = 0; i < 32 * 16; i++) {
        socket.send(chunk);
      }

      // The answer may be lost where the connection is cut; what counts is that it is.
      socket.reply().ifPresent(it -> it.refused(413, "too_large"));
      assertThat(socket.isClosed()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void aContextOfHalfAMebibyteIsKept() {
    String context = ofSize(CONTEXT);
    String path = server.fresh(Kind.SITE) + "/cool-integration";

    server.asOwner().post(path, "{\"config\":" + context + "}").token();

    assertThat(server.asOwner().get(path).text()).startsWith("{\"config\":" + context + ",");
  }

  @Test
  void aContextOfOneByteMoreIsRefused() {
    String body = "{\"config\":" + ofSize(CONTEXT + 1) + "}";
    String path = server.fresh(Kind.SITE) + "/cool-integration";

    Reply refused = server.asOwner().post(path, body).refused(413, "context_too_large");
    assertThat(refused.object().find("limit")).contains(JsonNumber.of(CONTEXT));
    server.asOwner().get(path).refused(404, "not_enabled");

    server.asOwner().post(path, "{\"config\":{\"kept\":1}}").token();
    server.asOwner().put(path, body).refused(413, "context_too_large");
    assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");
  }

  @Test
  void aContextsSizeIsCountedInBytesOfWhatIsKept() {
    String path = server.enabled(Kind.SITE, "{}");
    String umlauts =
        IntStream.range(0, 2)
            .mapToObj(i -> "\"%d\":\"%s\"".formatted(i, "ü".repeat(CONTEXT / 4)))
            .collect(Collectors.joining(","));

    server.asOwner().put(path, "{\"config\":{" + umlauts + "}}").refused(413, "context_too_large");
    assertThat(server.asOwner().put(path, "{\"config\":{" + " ".repeat(CONTEXT) + "}}").status())
        .isEqualTo(204);
  }

  /** A context that is as large as may be, one that is too large, the code and the pointer. */
  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of(nested(64), nested(65), 400, "too_deep", "/config" + "/a".repeat(64)),
        Arguments.of(
            "{\"l\":" + "[".repeat(63) + "]".repeat(63) + "}",
            "{\"l\":" + "[".repeat(64) + "]".repeat(64) + "}",
            400,
            "too_deep",
            "/config/l" + "/0".repeat(63)),
        Arguments.of(members(10_000), members(10_001), 413, "too_large", "/config"),
        Arguments.of(string(262_144), string(262_145), 413, "too_large", "/config/s"),
        Arguments.of(name(1024), name(1025), 413, "too_large", ""));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void whatStandsInAContextHasLimits(
      String most, String more, int status, String code, String pointer) {
    String path = server.fresh(Kind.SITE) + "/cool-integration";

    Reply refused = server.asOwner().post(path, "{\"config\":" + more + "}").refused(status, code);
    if (!pointer.isEmpty()) {
      assertThat(refused.string("pointer")).isEqualTo(pointer);
    }
    server.asOwner().post(path, "{\"config\":" + most + "}").token();
    assertThat(server.asOwner().get(path).text()).startsWith("{\"config\":" + most + ",");
    server.asOwner().put(path, "{\"config\":" + more + "}").refused(status, code);
    assertThat(server.asOwner().put(path, "{\"config\":" + most + "}").status()).isEqualTo(204);
  }

  @Test
  void aHundredThousandValuesAreTheMost() {
    String path = server.enabled(Kind.SITE, "{}");

    server
        .asOwner()
        .put(path, "{\"config\":{\"a\":[" + "1,".repeat(100_000) + "1]}}")
        .refused(413, "too_large");
    assertThat(
            server
                .asOwner()
                .put(path, "{\"config\":{\"a\":[" + "1,".repeat(99_000) + "1]}}")
                .status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aHundredThousandLevelsAreRefusedInTime(String level) {
    server
        .asOwner()
        .post(server.fresh(Kind.SITE) + "/cool-integration", level.repeat(100_000))
        .refused(400, "too_deep");
  }

  @Test
  void namesWithCollidingHashesCostNoMoreThanOthers() {
    String path = server.enabled(Kind.SITE, "{}");
    String colliding =
        IntStream.range(0, 8192)
            .mapToObj(i -> Integer.toBinaryString(8192 + i).replace("0", "Aa").replace("1", "BB"))
            .map("\"%s\":1"::formatted)
            .collect(Collectors.joining(","));
    long start = System.nanoTime();

    assertThat(server.asOwner().put(path, "{\"config\":{" + colliding + "}}").status())
        .isEqualTo(204);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static BodyPublisher publisher(String body, boolean chunked) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return chunked
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
        : BodyPublishers.ofByteArray(bytes);
  }

  /** An update of that many bytes. */
  private static String body(int size) {
    String update = "{\"config\":{}}";
    return update + " ".repeat(size - update.length());
  }

  /** A context of that many bytes; no string of it is too long. */
  private static String ofSize(int size) {
    String context = "{\"a\":\"%s\",\"b\":\"\",\"c\":\"\"}".formatted("x".repeat(CONTEXT / 2));
    int rest = size - context.length();
    return context
        .replace("\"b\":\"", "\"b\":\"" + "y".repeat(rest / 2))
        .replace("\"c\":\"", "\"c\":\"" + "z".repeat(rest - rest / 2));
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"%d\":0"::formatted)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String string(int length) {
    return "{\"s\":\"" + "x".repeat(length) + "\"}";
  }

  private static String name(int length) {
    return "{\"" + "x".repeat(length) + "\":0}";
  }
}

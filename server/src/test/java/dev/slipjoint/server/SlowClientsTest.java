package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, and those who bring too many connections (T41). */
class SlowClientsTest {
  private static final int STRANGERS = 20;
  private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  @RegisterExtension
  static final TestServer server =
      TestServer.ofAcme()
          .with("server.idle", "1500ms")
          .with("server.head-time", "500ms")
          .with("server.body-time", "700ms")
          .with("server.answer-time", "700ms")
          .with("server.connections-per-address", Integer.toString(STRANGERS));

  private static String put(String path) {
    return "PUT %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n".formatted(path, Acme.OWNER_TOKEN);
  }

  /** A byte at a time, for longer than anybody waits for it. */
  private static void drip(RawSocket socket, String byteOfIt) throws IOException {
    for (int i = 0; i < 13; i++) {
      socket.send(byteOfIt);
      pause(100);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void silentConnectionsAreClosed() throws IOException {
    try (RawSocket socket = server.connect()) {
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void connectionsThatAreKeptForNothingAreClosed() throws IOException {
    try (RawSocket socket = server.connect()) {
      socket.send(HEALTH);
      assertThat(socket.reply().orElseThrow().status()).isEqualTo(200);

      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void connectionsThatAreUsedStayOpen() throws IOException {
    try (RawSocket socket = server.connect()) {
      for (int i = 0; i < 8; i++) {
        socket.send(HEALTH);
        assertThat(socket.reply().orElseThrow().status()).isEqualTo(200);
        pause(250);
      }
    }
  }

  @Test
  void headersThatDripAreRefused() throws IOException {
    try (RawSocket socket = server.connect()) {
      socket.send("GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ");
      drip(socket, "a");

      socket.reply().orElseThrow().refused(408, "too_slow");
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void aRequestLineThatDripsIsRefused() throws IOException {
    try (RawSocket socket = server.connect()) {
      socket.send("GET /");
      drip(socket, "a");

      socket.reply().orElseThrow().refused(408, "too_slow");
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Nested
  class Bodies {

    @Test
    void withALengthThatDripAreRefused() throws IOException {
      String path = server.enabled(Kind.SITE, "{\"kept\":1}");
      try (RawSocket socket = server.connect()) {
        socket.send(put(path) + "Content-Length: 1000\r\n\r\n");
        drip(socket, " ");

        socket.reply().orElseThrow().refused(408, "too_slow");
        assertThat(socket.isClosed()).isTrue();
      }
      assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");
    }

    @Test
    void inChunksThatDripAreRefused() throws IOException {
      String path = server.enabled(Kind.SITE, "{\"kept\":1}");
      try (RawSocket socket = server.connect()) {
        socket.send(put(path) + "Transfer-Encoding: chunked\r\n\r\n");
        drip(socket, "1\r\n \r\n");

        socket.reply().orElseThrow().refused(408, "too_slow");
        assertThat(socket.isClosed()).isTrue();
      }
      assertThat(server.asOwner().get(path).config()).hasToString("{\"kept\":1}");
    }

    @Test
    void thatNeverComeAreRefused() throws IOException {
      String path = server.enabled(Kind.SITE, "{\"kept\":1}");
      try (RawSocket socket = server.connect()) {
        socket.send(put(path) + "Content-Length: 1000\r\n\r\n");

        socket.reply().orElseThrow().refused(408, "too_slow");
      }
    }

    /** Neither a length nor chunks: then there is no body, as HTTP has it. */
    @Test
    void thatAreNotAnnouncedAreNone() throws IOException {
      String path = server.enabled(Kind.SITE, "{\"kept\":1}");
      try (RawSocket socket = server.connect()) {
        socket.send(put(path) + "\r\n");

        socket.reply().orElseThrow().refused(400, "nothing_to_change");
      }
    }

    @Test
    void thatNobodyReadsAreNotWaitedForLongerThanAHead() throws IOException {
      try (RawSocket socket = server.connect()) {
        socket.send("POST /no-such-route HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
        socket.reply().orElseThrow().refused(404, "no_such_route");
        drip(socket, " ");

        assertThat(socket.isClosed()).isTrue();
      }
    }
  }

  @Test
  void whoeverDoesNotReadIsCutOff() throws IOException {
    String path = server.enabled(Kind.SITE, "{}");
    String large =
        "{\"a\":\"%s\",\"b\":\"%s\"}".formatted("x".repeat(250_000), "y".repeat(250_000));
    server.asOwner().put(path, "{\"config\":" + large + "}");
    String ask =
        "GET %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n\r\n".formatted(path, Acme.OWNER_TOKEN);
    try (RawSocket socket = server.connect()) {
      socket.send(ask.repeat(60)); // more than the buffers between the two can hold
      pause(1500);

      assertThat(socket.rest().length()).isLessThan(60 * 1_000_000);
    }
    assertThat(server.asOwner().get(path).status()).isEqualTo(200);
  }

  @Nested
  class OfOneAddress {

    @Test
    void onlySoManyMayBeStrangers() throws IOException {
      List<RawSocket> crowd = new ArrayList<>();
      try {
        while (!refusesAfter(crowd)) {
          assertThat(crowd.size()).isLessThan(2 * STRANGERS);
        }
        assertThat(crowd).hasSizeGreaterThan(STRANGERS / 2); // those of other tests count too
      } finally {
        for (RawSocket socket : crowd) {
          socket.close();
        }
      }
      await().untilAsserted(() -> assertThat(isServed()).isTrue());
    }

    /** Adds connections until one is refused. */
    private static boolean refusesAfter(List<RawSocket> crowd) throws IOException {
      RawSocket socket = server.connect();
      crowd.add(socket);
      socket.send(HEALTH);
      return socket.reply().isEmpty();
    }

    private static boolean isServed() throws IOException {
      try (RawSocket socket = server.connect()) {
        socket.send(HEALTH);
        return socket.reply().isPresent();
      }
    }

    @Test
    void thoseWithAGoodTokenAreNotCounted() throws IOException {
      List<RawSocket> many = new ArrayList<>();
      try {
        for (int i = 0; i < 3 * STRANGERS; i++) {
          RawSocket socket = server.connect();
          many.add(socket);
          socket.send(
              "GET /caller HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n\r\n"
                  .formatted(Acme.OWNER_TOKEN));
          assertThat(socket.reply().orElseThrow().status()).isEqualTo(200);
        }
      } finally {
        for (RawSocket socket : many) {
          socket.close();
        }
      }
    }

    /** What is wrong with a path or a query is told before whose the token is. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "/caller",
          "/caller?slug=A",
          "/operations/x",
          "/site/~/integrations/x",
          "/site/site-www/integrations?limit=0"
        })
    void aTokenThatIsNoGoodMakesNobodyKnown(String path) throws IOException {
      List<RawSocket> crowd = new ArrayList<>();
      try {
        while (!refusesWrongTokenAfter(crowd, path)) {
          assertThat(crowd.size()).isLessThan(2 * STRANGERS);
        }
      } finally {
        for (RawSocket socket : crowd) {
          socket.close();
        }
      }
      await().untilAsserted(() -> assertThat(isServed()).isTrue());
    }

    private static boolean refusesWrongTokenAfter(List<RawSocket> crowd, String path)
        throws IOException {
      RawSocket socket = server.connect();
      crowd.add(socket);
      socket.send(
          "GET %s HTTP/1.1\r\nHost: x\r\nnetlify-token: wrong-token-wrong-token\r\n\r\n"
              .formatted(path));
      return socket.reply().isEmpty();
    }
  }

  @Nested
  class AllTogether {
    private static final int MOST = 5;

    @RegisterExtension
    static final TestServer small =
        TestServer.ofAcme().with("server.connections", Integer.toString(MOST));

    @Test
    void areSoManyAndWhoeverComesThenWaits() throws IOException {
      List<RawSocket> all = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        RawSocket socket = small.connect();
        all.add(socket);
        socket.send(HEALTH);
        assertThat(socket.reply().orElseThrow().status()).isEqualTo(200);
      }
      try (RawSocket next = new RawSocket(small.url(), 500)) {
        next.send(HEALTH);
        assertThatThrownBy(next::reply).isInstanceOf(SocketTimeoutException.class);

        all.removeFirst().close();
        assertThat(next.reply().orElseThrow().status()).isEqualTo(200);
      } finally {
        for (RawSocket socket : all) {
          socket.close();
        }
      }
    }
  }

  /** Two hundred slow ones and the service is what it was. */
  @Nested
  class Slowloris {
    @RegisterExtension
    static final TestServer open =
        TestServer.ofAcme()
            .with("server.head-time", "1s")
            .with("server.trusted-proxies", "127.0.0.0/8");

    @Test
    void leavesTheServiceAlone() throws IOException {
      List<RawSocket> slow = new ArrayList<>();
      try {
        for (int i = 0; i < 200; i++) {
          RawSocket socket = open.connect();
          slow.add(socket);
          socket.send("GET /health/live HTTP/1.1\r\nHost: x\r\nX-A");
        }
        for (int i = 0; i < 50; i++) {
          assertThat(open.asOwner().get("/caller").status()).isEqualTo(200);
        }
        for (RawSocket socket : slow) {
          assertThat(socket.rest()).startsWith("HTTP/1.1 408");
        }
      } finally {
        for (RawSocket socket : slow) {
          socket.close();
        }
      }
    }

    @Test
    void twoThousandIdleConnectionsLeaveTheServiceAlone() throws IOException {
      List<RawSocket> idle = new ArrayList<>();
      try {
        for (int i = 0; i < 2000; i++) {
          RawSocket socket = open.connect();
          idle.add(socket);
          socket.send(HEALTH);
          assertThat(socket.reply().orElseThrow().status()).isEqualTo(200);
        }
        for (int i = 0; i < 50; i++) {
          assertThat(open.asOwner().get("/caller").status()).isEqualTo(200);
        }
      } finally {
        for (RawSocket socket : idle) {
          socket.close();
        }
      }
    }
  }
}

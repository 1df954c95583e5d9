package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.server.ScriptedIntegration.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** T43: nobody's calls take the place of somebody else's, or keep their own for ever. */
class GatewayPressureTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme()
          .with("dispatch.allow-private", "127.0.0.1")
          .with("dispatch.concurrency", "3")
          .with("dispatch.body", "16MiB")
          .with("dispatch.first-byte", "600ms")
          .with("dispatch.total", "1s");

  private static final int MOST = 3;

  private static RawHost host;
  private static final ScriptedIntegration integration = SERVER.hosting("cool-integration");

  private String path;

  @BeforeAll
  static void runHost() throws IOException {
    host = new RawHost();
    SERVER.hosts("raw", host.url());
  }

  @AfterAll
  static void stopHost() throws IOException {
    host.close();
  }

  @BeforeEach
  void enable() {
    integration.forget();
    path = "/site/" + SERVER.freshSite() + "/integrations/raw/handlers/any";
    SERVER.asOwner().post(path.replace("/handlers/any", ""), "{}").token();
  }

  private void isFree() {
    host.says("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    await()
        .atMost(Duration.ofSeconds(8))
        .untilAsserted(
            () -> {
              for (int i = 0; i < MOST; i++) {
                assertThat(SERVER.asOwner().get(path).status()).isEqualTo(200);
              }
            });
  }

  private static void allHaveArrived() {
    await().until(() -> host.heads().size() == MOST);
  }

  private String request(String method, String more) {
    return "%s %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n%s\r\n"
        .formatted(method, path, Acme.OWNER_TOKEN, more);
  }

  @Test
  void soManyCallsAtATimeAreTakenAndOthersAreServed() throws Exception {
    CountDownLatch arrived = new CountDownLatch(MOST);
    CountDownLatch go = new CountDownLatch(1);
    integration.answers(
        call -> {
          arrived.countDown();
          waitFor(go);
          return Script.of(200, "{}");
        });
    String busy = SERVER.enabled(Kind.SITE, "{}") + "/handlers/any";
    String idle = SERVER.enabled(Kind.SITE, "{}") + "/handlers/any";
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> first = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        first.add(callers.submit(() -> SERVER.asOwner().get(busy)));
      }
      waitFor(arrived);

      Reply refused = SERVER.asOwner().get(busy).refused(429, "too_many_calls");

      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(refused.object().find("limit").orElseThrow()).hasToString("" + MOST);
      Future<Reply> elsewhere = callers.submit(() -> SERVER.asOwner().get(idle));
      assertThat(SERVER.asOwner().get("/caller").status()).isEqualTo(200);
      go.countDown();
      assertThat(elsewhere.get().status()).isEqualTo(200);
      for (Future<Reply> call : first) {
        assertThat(call.get().status()).isEqualTo(200);
      }
    }
    assertThat(SERVER.asOwner().get(busy).status()).isEqualTo(200);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBrokenCallGivesItsPlaceBack() {
    host.plays(Socket::close);
    for (int i = 0; i < MOST + 1; i++) {
      SERVER.asOwner().get(path).refused(502, "handler_failed");
    }

    isFree();
  }

  @Test
  void aSlowCallGivesItsPlaceBack() throws Exception {
    host.plays(socket -> Thread.sleep(20_000));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MOST; i++) {
        var unused =
            callers.submit(() -> SERVER.asOwner().get(path).refused(502, "handler_failed"));
      }
    }

    isFree();
  }

  @Test
  void aCallerWhoGoesAwayGivesTheirPlaceBack() throws IOException {
    host.plays(socket -> Thread.sleep(20_000));
    for (int i = 0; i < MOST; i++) {
      try (RawSocket socket = SERVER.connect()) {
        socket.send(request("GET", ""));
      }
    }

    allHaveArrived();
    isFree();
  }

  @Test
  void aCallerWhoGoesAwayWhileTheAnswerComesGivesTheirPlaceBack() throws IOException {
    host.plays(
        socket -> {
          RawHost.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
          for (int i = 0; i < 100; i++) {
            RawHost.write(socket, "x".repeat(10_000));
            Thread.sleep(1);
          }
        });
    for (int i = 0; i < MOST; i++) {
      try (RawSocket socket = SERVER.connect()) {
        socket.send(request("GET", ""));
        socket.textUntil("HTTP/1.1 200");
      }
    }

    isFree();
  }

  /** Reading a connection has no end of its own: somebody has to end it. */
  @Test
  void aCallerWhoNeverEndsTheirBodyIsCutOff() throws IOException {
    List<RawSocket> callers = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      RawSocket socket = SERVER.connect();
      socket.send(request("POST", "Content-Length: 10\r\n") + "half");
      callers.add(socket);
    }

    isFree();
    for (RawSocket socket : callers) {
      assertThat(socket.isClosed()).isTrue();
      socket.close();
    }
  }

  /** So has writing to one whose other side doesn't read. */
  @Test
  void aCallerWhoNeverReadsTheAnswerIsCutOff() throws IOException {
    // More than the system keeps for a connection.
    host.plays(
        socket -> {
          RawHost.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 15000000\r\n\r\n");
          byte[] piece = new byte[100_000];
          for (int i = 0; i < 150; i++) {
            socket.getOutputStream().write(piece);
          }
        });
    List<Socket> callers = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.url().getPort()));
      RawHost.write(socket, request("GET", ""));
      callers.add(socket);
    }
    allHaveArrived();

    isFree();
    for (Socket socket : callers) {
      socket.close();
    }
  }

  @Test
  void aCallerWhoBreaksOffTheirBodyGivesTheirPlaceBack() throws IOException {
    for (int i = 0; i < MOST; i++) {
      try (RawSocket socket = SERVER.connect()) {
        socket.send(request("POST", "Content-Length: 10\r\n") + "half");
      }
    }

    isFree();
  }
}

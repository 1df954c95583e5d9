package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IntegrationServerTest {
  @AutoClose final FakePlatform platform = new FakePlatform();
  @AutoClose final RecordingLog calls = RecordingLog.of("dev.slipjoint.sdk.calls");
  @AutoClose final HttpClient http = HttpClient.newHttpClient();
  final NetlifyIntegration integration = platform.integration();

  @BeforeEach
  void addHandlers() {
    integration.addApiHandler(
        "echo",
        (event, context) ->
            HandlerResponse.json(
                Map.of(
                    "method", event.httpMethod(),
                    "path", event.path(),
                    "query", event.query(),
                    "body", event.body().orElse("none"),
                    "two", event.headers().getOrDefault("x-two", List.of()))));
    integration.addApiHandler("empty", (event, context) -> HandlerResponse.status(204));
  }

  @Test
  void aCallTravelsThroughRealSockets() throws Exception {
    try (var server = integration.serve(0)) {
      HttpResponse<String> answer =
          send(
              request(server, "/api/echo/rest?siteId=site-www&a=%C3%A4+b&a=2")
                  .header("X-Two", "1")
                  .header("X-Two", "2")
                  .POST(BodyPublishers.ofString("grüß dich")));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
      assertThat(answer.body())
          .contains("\"method\":\"POST\"", "\"path\":\"/echo/rest\"", "\"a\":[\"ä b\",\"2\"]")
          .contains("\"body\":\"grüß dich\"", "\"two\":[\"1\",\"2\"]");
    }
  }

  @Test
  void anAnswerWithoutABodyHasNone() throws Exception {
    try (var server = integration.serve(0)) {
      HttpResponse<String> answer = send(request(server, "/api/empty"));

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void headIsAnsweredWithoutABody() throws Exception {
    try (var server = integration.serve(0)) {
      var head = request(server, "/api/echo").method("HEAD", BodyPublishers.noBody());

      assertThat(send(head).statusCode()).isEqualTo(200);
      assertThat(send(head).statusCode()).as("the connection still works").isEqualTo(200);
    }
  }

  @Test
  void lifecycleCallsTravelToo() throws Exception {
    try (var server = integration.serve(0)) {
      var enable =
          request(server, "/.netlify/functions/handler/on-enable")
              .POST(BodyPublishers.ofString("{\"siteId\":\"site-www\"}"));

      assertThat(send(enable).body()).isEqualTo("{\"message\":\"Integration enabled\"}");
      assertThat(platform.on("/site/site-www")).isPresent();
      assertThat(send(request(server, "/api/on-enable").POST(BodyPublishers.noBody())).body())
          .isEqualTo("{\"message\":\"Missing body\"}");
    }
  }

  @Test
  void aBodyThatIsTooLongIsNotRead() throws Exception {
    try (var server = integration.serve(0)) {
      byte[] fits = new byte[CallExchange.BODY_LIMIT];
      byte[] tooLong = new byte[CallExchange.BODY_LIMIT + 1];

      assertThat(
              send(request(server, "/api/empty").POST(BodyPublishers.ofByteArray(fits)))
                  .statusCode())
          .isEqualTo(204);
      assertThat(
              send(request(server, "/api/empty").POST(BodyPublishers.ofByteArray(tooLong)))
                  .statusCode())
          .isEqualTo(413);
      assertThat(calls.lines())
          .last()
          .asString()
          .startsWith("handler=empty site=- team=- status=413");
    }
  }

  @Test
  void aHandlerThatTakesTooLongIsInterrupted() throws Exception {
    var interrupted = new CountDownLatch(1);
    var hurried =
        new NetlifyIntegration(
            platform
                .settings()
                .withTimeouts(
                    new IntegrationTimeouts(
                        Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(2))));
    hurried.addApiHandler(
        "slow",
        (event, context) -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return HandlerResponse.ok();
        });
    try (var server = hurried.serve(0)) {
      send(request(server, "/api/other"));
      HttpResponse<String> answer = send(request(server, "/api/slow?siteId=site-www"));

      assertThat(answer.statusCode()).isEqualTo(504);
      interrupted.await();
      assertThat(calls.lines())
          .last()
          .asString()
          .startsWith("handler=slow site=site-www team=- status=504");
    }
  }

  @Test
  void closingLetsWhatIsUnderWayFinish() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    integration.addApiHandler(
        "slow",
        (event, context) -> {
          begun.countDown();
          goOn.await();
          return HandlerResponse.text("finished");
        });
    IntegrationServer server = integration.serve(0);
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request(server, "/api/slow").build(), BodyHandlers.ofString());
    begun.await();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
    goOn.countDown();

    assertThat(answer.get().body()).isEqualTo("finished");
    closing.get();
    server.await();
    server.close();
    assertThatThrownBy(() -> send(request(server, "/api/empty")))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void theProgramStaysAliveUntilItIsClosedWhoeverBeganIt() throws Exception {
    IntegrationServer server =
        CompletableFuture.supplyAsync(
                () -> integration.serve(0), task -> Thread.ofVirtual().start(task))
            .get();
    Thread keeper =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("integration-on-port-" + server.port()))
            .findFirst()
            .orElseThrow();

    assertThat(keeper.isDaemon()).isFalse();
    server.close();
    keeper.join();
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    try (var server = integration.serve(0)) {
      assertThatThrownBy(() -> platform.integration().serve(server.port()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(Integer.toString(server.port()))
          .hasMessageContaining("Is another program there?");
    }
  }

  @Test
  void itSaysWhereItIsServed() {
    try (var server = integration.serve(0)) {
      assertThat(server.url()).isEqualTo(URI.create("http://127.0.0.1:" + server.port()));
    }
  }

  @Test
  void theEnvironmentNamesThePort() {
    assertThat(IntegrationServer.port(Map.of())).isEqualTo(9000);
    assertThat(IntegrationServer.port(Map.of("PORT", "8080"))).isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http", "-1", "65536", "999999", "80.5"})
  void aPortThatIsNoneIsRefused(String port) {
    assertThatIllegalStateException()
        .isThrownBy(() -> IntegrationServer.port(Map.of("PORT", port)))
        .withMessageContaining("PORT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET //evil.example/api/empty HTTP/1.1",
        "GET /Xnetlify/functions/handler/empty HTTP/1.1",
        "GET /x/../api/empty HTTP/1.1",
        "OPTIONS * HTTP/1.1"
      })
  void aPathIsTakenAsItIsSent(String requestLine) throws IOException {
    try (var server = integration.serve(0)) {
      assertThat(statusLine(server, requestLine)).contains(" 404 ");
    }
  }

  @Test
  void anAbsoluteUrlInTheRequestLineIsUnderstood() throws IOException {
    try (var server = integration.serve(0)) {
      assertThat(statusLine(server, "GET http://any.example/api/empty HTTP/1.1")).contains(" 204 ");
    }
  }

  private static String statusLine(IntegrationServer server, String requestLine)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          requestLine
              + "\r\nHost: x\r\nConnection: close\r\nnetlify-token: "
              + FakePlatform.ADA
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("nothing");
    }
  }

  private static HttpRequest.Builder request(IntegrationServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("netlify-token", FakePlatform.ADA);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}

package dev.slipjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.SigningSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiveWebhooksTest {
  private static final List<SigningSecret> SECRETS = List.of(new SigningSecret("whsec_c2VjcmV0"));

  private final List<String> done = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ReceiveWebhooks.define(server, SECRETS, done::add);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anEventThatIsToldTwiceIsDoneOnce() throws Exception {
    Instant now = Instant.now();
    assertThat(told("{\"a\":1}", "{\"a\":1}", now)).isEqualTo(204);
    assertThat(told("{\"a\":1}", "{\"a\":1}", now.plusSeconds(5))).isEqualTo(204);
    assertThat(done).containsExactly("{\"a\":1}");
  }

  @Test
  void whatWasChangedOrIsOldIsRefused() throws Exception {
    assertThat(told("{\"a\":1}", "{\"a\":2}", Instant.now())).isEqualTo(401);
    assertThat(told("{\"a\":1}", "{\"a\":1}", Instant.now().minusSeconds(301))).isEqualTo(401);
    assertThat(done).isEmpty();
  }

  private int told(String signed, String sent, Instant at) throws Exception {
    long timestamp = at.getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slipjoint"))
            .header("webhook-id", "evt_1")
            .header("webhook-timestamp", Long.toString(timestamp))
            .header("webhook-signature", MessageSignature.sign(SECRETS, "evt_1", timestamp, signed))
            .POST(HttpRequest.BodyPublishers.ofString(sent))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}

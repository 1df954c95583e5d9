package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallExchangeTest {
  @AutoClose final RecordingLog log = RecordingLog.of("dev.slipjoint.sdk");
  @AutoClose final RecordingLog lines = RecordingLog.of("dev.slipjoint.sdk.calls");
  @AutoClose final HttpClient http = HttpClient.newHttpClient();
  @AutoClose final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void aBugOfTheRuntimesOwnIsAnsweredAndLeavesItsStackAndTheLineOfTheCall() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        new CallExchange(
            (event, line) -> {
              throw new AssertionError("impossible");
            },
            threads,
            Duration.ofSeconds(30)));
    server.start();
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/any"))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("An unhandled error occurred");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
      assertThat(log.lines()).singleElement().asString().contains("AssertionError: impossible");
      assertThat(lines.lines()).singleElement().asString().contains("status=500");
    } finally {
      server.stop(0);
    }
  }
}

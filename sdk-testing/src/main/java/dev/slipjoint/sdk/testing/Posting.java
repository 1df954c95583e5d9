package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.sdk.HandlerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Posts as a user's program does: with a token, over a socket. */
final class Posting implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /** The answer to a body, or to none if it is empty. */
  HandlerResponse post(URI address, String token, String body) {
    BodyPublisher publisher =
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header(WireHeaders.NETLIFY_TOKEN, token)
            .timeout(LONGEST)
            .POST(publisher)
            .build();
    try {
      return answer(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException("POST " + address + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("POST " + address + " was interrupted", e);
    }
  }

  private static HandlerResponse answer(HttpResponse<String> answer) {
    return new HandlerResponse(
        answer.statusCode(),
        answer.headers().map(),
        Optional.of(answer.body()).filter(it -> !it.isEmpty()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

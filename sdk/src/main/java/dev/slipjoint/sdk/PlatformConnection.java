package dev.slipjoint.sdk;

import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.sdk.Retries.Attempts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the platform: one address, timeouts, retries of what may be asked twice. */
final class PlatformConnection {

  /** One for the process, so that connections are used again by every client. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          // A redirect would carry the token to whomever it names.
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI platform;
  private final IntegrationTimeouts timeouts;
  private final Retries retries;

  PlatformConnection(URI platform, IntegrationTimeouts timeouts, Retries retries) {
    this.platform = PlatformAddress.checked(platform);
    this.timeouts = timeouts;
    this.retries = retries;
  }

  URI platform() {
    return platform;
  }

  /**
   * The platform's answer, be it a success or a refusal.
   *
   * @throws IntegrationApiException.Unreachable if there is none
   */
  PlatformAnswer ask(PlatformRequest request) {
    try {
      return askAgain(request, retries.start(timeouts.operation()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(request, "the thread was interrupted", e);
    } catch (IOException e) {
      throw unreachable(request, described(e), e);
    }
  }

  private PlatformAnswer askAgain(PlatformRequest request, Attempts attempts)
      throws IOException, InterruptedException {
    boolean mayBeDone = false;
    while (true) {
      try {
        PlatformAnswer answer = askOnce(request, attempts.remaining()).after(mayBeDone);
        if (!mayPass(answer) || !request.isIdempotent() || !attempts.again(answer.retryAfter())) {
          return answer;
        }
        mayBeDone |= answer.status() != 429;
      } catch (IOException e) {
        if (e instanceof BoundedBody.TooLong
            || !request.isIdempotent()
            || !attempts.again(Optional.empty())) {
          throw e;
        }
        mayBeDone |= !neverArrived(e);
      }
    }
  }

  /** Whether it makes sense to ask again: the rest are the platform's considered answers. */
  private static boolean mayPass(PlatformAnswer answer) {
    return switch (answer.status()) {
      case 429, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static boolean neverArrived(IOException e) {
    return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
  }

  private PlatformAnswer askOnce(PlatformRequest request, Duration remaining)
      throws IOException, InterruptedException {
    Duration timeout =
        request.patient() || timeouts.request().compareTo(remaining) > 0
            ? remaining
            : timeouts.request();
    CompletableFuture<HttpResponse<byte[]>> answer =
        HTTP.sendAsync(http(request), head -> new BoundedBody());
    try {
      // Not HttpRequest.timeout: that one stops counting when the headers are there.
      return PlatformAnswer.of(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest http(PlatformRequest request) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create(platform + request.path()))
            .header(WireHeaders.NETLIFY_TOKEN, request.token())
            .header("Accept", "application/json");
    return request
        .body()
        .map(
            json ->
                http.header("Content-Type", "application/json")
                    .method(request.method(), BodyPublishers.ofString(json.toString())))
        .orElseGet(() -> http.method(request.method(), BodyPublishers.noBody()))
        .build();
  }

  private static String described(IOException e) {
    return e instanceof ConnectException && e.getMessage() == null
        ? "nothing listens there, or its name is unknown"
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** No usable answer to that request. */
  IntegrationApiException.Unreachable unreachable(
      PlatformRequest request, String why, Throwable cause) {
    return new IntegrationApiException.Unreachable(
        message(request, why), platform, Optional.empty(), cause);
  }

  /** An answer that is of no use. */
  IntegrationApiException.Unreachable unusable(
      PlatformRequest request, String why, PlatformAnswer answer) {
    return new IntegrationApiException.Unreachable(
        message(request, why), platform, answer.requestId(), null);
  }

  private String message(PlatformRequest request, String why) {
    return "The platform could not be asked at %s for %s: %s. Is it running there? SLIPJOINT_URL or"
            .formatted(platform, request, why)
        + " IntegrationSettings say where it is.";
  }
}

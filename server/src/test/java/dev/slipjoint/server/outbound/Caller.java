package dev.slipjoint.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Calls what is on loopback. */
final class Caller implements AutoCloseable {
  static final int BODY = 64 * 1024;
  static final OutboundBounds SHORT =
      new OutboundBounds(
          Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(600), BODY);
  static final OutboundBounds PATIENT =
      new OutboundBounds(Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofSeconds(8), BODY);
  private static final Duration SOON = Duration.ofSeconds(3);

  private final Outbound outbound;

  Caller() throws Exception {
    this("127.0.0.1", SSLContext.getDefault());
  }

  Caller(String allowed) throws Exception {
    this(allowed, SSLContext.getDefault());
  }

  Caller(String allowed, SSLContext tls) {
    Destinations destinations =
        new Destinations(PrivateAddresses.parse(allowed), Set.of(80, 443), port -> port == 8484);
    outbound = new Outbound(destinations, tls);
  }

  static OutboundRequest get(URI url) {
    return OutboundRequest.of("GET", url, PATIENT);
  }

  /** A call with short deadlines. */
  static OutboundRequest hasty(URI url) {
    return OutboundRequest.of("GET", url, SHORT);
  }

  OutboundAnswer send(OutboundRequest request) throws OutboundFailed {
    return outbound.send(request);
  }

  /** The status, a space, and the body as text. */
  String text(OutboundRequest request) throws IOException {
    try (OutboundAnswer answer = outbound.send(request)) {
      String body = new String(answer.body().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.status() + " " + body;
    }
  }

  /** Why a call fails, which it does soon. */
  OutboundFailed failure(OutboundRequest request) {
    long start = System.nanoTime();
    OutboundFailed failed = catchThrowableOfType(OutboundFailed.class, () -> text(request));
    assertThat(failed).as("The call must fail").isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    return failed;
  }

  @Override
  public void close() {
    outbound.close();
  }
}

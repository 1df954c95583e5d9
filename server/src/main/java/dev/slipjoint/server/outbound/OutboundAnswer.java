package dev.slipjoint.server.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * What came back, whatever its status is. The body comes as it was sent, decoded by nobody; reading
 * it throws {@link OutboundFailed} when it is too large or too late. Whoever has an answer closes
 * it; read to its end before, its connection is kept for the next call.
 */
public final class OutboundAnswer implements AutoCloseable {
  private final int status;
  private final List<OutboundHeader> headers;
  private final InputStream body;

  OutboundAnswer(ClassicHttpResponse answer, InputStream body) {
    this.status = answer.getCode();
    this.headers =
        Stream.of(answer.getHeaders())
            .map(
                it ->
                    new OutboundHeader(it.getName(), Optional.ofNullable(it.getValue()).orElse("")))
            .toList();
    this.body = body;
  }

  /** Its status, which can be a redirection: none is followed. */
  public int status() {
    return status;
  }

  /** All headers in the order in which they came. */
  public List<OutboundHeader> headers() {
    return headers;
  }

  /** The first header of a name, which may be spelled in any case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(it -> it.name().equalsIgnoreCase(name))
        .map(OutboundHeader::value)
        .findFirst();
  }

  /** The body, empty if there is none. */
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new AssertionError("Nothing is read or written when a body is closed", e);
    }
  }
}

package dev.slipjoint.server.api;

import dev.slipjoint.platform.dispatch.CallBody;
import dev.slipjoint.server.edge.EdgeException.BodyTooLarge;
import dev.slipjoint.server.edge.EdgeException.TooSlow;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A caller's body on its way to a handler, passed on as it comes and never kept as a whole. What is
 * wrong with it is remembered, because whoever reads it can only say that it broke.
 */
final class IncomingBody extends InputStream {
  private final ServerRequest request;
  private final int largest;
  private @Nullable InputStream in;
  private long read;
  private @Nullable RuntimeException fault;

  IncomingBody(ServerRequest request, int largest) {
    this.request = request;
    this.largest = largest;
  }

  /**
   * The body, if the request has one.
   *
   * @throws BodyTooLarge if it says that it is longer than is read
   */
  Optional<CallBody> body() {
    OptionalLong length = request.headers().contentLength();
    if (length.orElse(0) > largest) {
      throw new BodyTooLarge(largest);
    }
    if (!request.content().hasEntity() || length.orElse(1) == 0) {
      return Optional.empty();
    }
    in = request.content().inputStream();
    return Optional.of(new CallBody(this, length));
  }

  /** Throws what was wrong with it, if anything was. */
  void throwFault() {
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (in == null) {
      return -1;
    }
    int count = received(in, bytes, offset, length);
    read += Math.max(count, 0);
    if (read > largest) {
      fault = new BodyTooLarge(largest);
      throw new IOException("The caller's body is too large");
    }
    return count;
  }

  private int received(InputStream from, byte[] bytes, int offset, int length) throws IOException {
    try {
      return from.read(bytes, offset, length);
    } catch (TooSlow e) {
      fault = e;
      throw new IOException("The caller was too slow", e);
    } catch (IOException
        | UncheckedIOException
        | NumberFormatException
        | InsufficientDataAvailableException e) {
      throw broken(e);
    }
  }

  private IOException broken(Exception cause) {
    // Helidon's words for broken chunks quote them.
    fault = new HttpException("The body ended before its end", Status.BAD_REQUEST_400);
    return new IOException("The caller's body broke", cause);
  }
}

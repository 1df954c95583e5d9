package dev.slipjoint.server.outbound;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * Sends a body within its bound. What is only half a body must not look like a whole one, so the
 * connection is cut before anybody can end it properly.
 */
final class RequestEntity extends AbstractHttpEntity {
  private static final int PIECE = 8192;

  private final OutboundBody body;
  private final int most;
  private final Runnable cut;

  RequestEntity(OutboundBody body, int most, Runnable cut) {
    super((String) null, null, body.length().isEmpty());
    this.body = body;
    this.most = most;
    this.cut = cut;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    long sent = 0;
    for (int read = read(piece); read >= 0; read = read(piece)) {
      sent += read;
      if (sent > body.length().orElse(most)) {
        throw half(Reason.REQUEST_TOO_LARGE);
      }
      out.write(piece, 0, read);
    }
    if (sent != body.length().orElse(sent)) {
      throw half(Reason.REQUEST_BROKEN);
    }
  }

  private int read(byte[] piece) throws OutboundFailed {
    try {
      return body.content().read(piece);
    } catch (IOException | RuntimeException e) {
      cut.run();
      throw OutboundFailed.sent(Reason.REQUEST_BROKEN, "reading the request's body", e);
    }
  }

  private OutboundFailed half(Reason reason) {
    cut.run();
    return OutboundFailed.sent(reason, "sending the request's body");
  }

  @Override
  public InputStream getContent() {
    return body.content();
  }

  @Override
  public long getContentLength() {
    return body.length().orElse(-1);
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  /** The content is its provider's to close. */
  @Override
  public void close() {}
}

package dev.slipjoint.server.outbound;

import java.io.IOException;
import java.io.InputStream;

/** What an answer carries, within its bound; reading it to its end frees the connection. */
final class AnswerBody extends InputStream {
  private final InputStream in;
  private final int most;
  private final Exchange exchange;
  private long count;
  private boolean ended;

  AnswerBody(InputStream in, int most, Exchange exchange) {
    this.in = in;
    this.most = most;
    this.exchange = exchange;
  }

  @Override
  public int read() throws OutboundFailed {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws OutboundFailed {
    if (ended) {
      return -1;
    }
    try {
      int read = in.read(bytes, offset, length);
      if (read < 0) {
        ended = true;
        exchange.complete();
        return -1;
      }
      count += read;
      if (count > most) {
        throw exchange.tooLarge();
      }
      return read;
    } catch (IOException | RuntimeException e) {
      ended = true;
      throw exchange.failed(e);
    }
  }

  @Override
  public void close() {
    ended = true;
    exchange.abandon();
  }
}

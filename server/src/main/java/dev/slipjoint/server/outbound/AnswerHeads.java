package dev.slipjoint.server.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the heads of one connection's answers, strictly and within bounds. */
final class AnswerHeads extends DefaultHttpResponseParser {
  static final int MOST_HEADERS = 100;
  static final int MOST_BYTES = 32 * 1024;
  static final Http1Config BOUNDS =
      Http1Config.custom()
          .setMaxHeaderCount(MOST_HEADERS + 1)
          .setMaxLineLength(MOST_BYTES)
          .setMaxEmptyLineCount(1)
          .build();

  private static final int MOST_INFORMATIONAL = 8;

  private @Nullable SessionInputBuffer buffer;
  private int informational;

  AnswerHeads() {
    super(BOUNDS);
  }

  /** Whether something was read that belongs to no answer. */
  boolean hasLeftovers() {
    return buffer != null && buffer.length() > 0;
  }

  @Override
  public @Nullable ClassicHttpResponse parse(SessionInputBuffer from, InputStream in)
      throws IOException, HttpException {
    buffer = from;
    BoundedHead head = new BoundedHead(in);
    ClassicHttpResponse answer = super.parse(from, head);
    if (answer == null) {
      return null;
    }
    if (head.ended) {
      throw new ConnectionClosedException("The head of the answer has no end");
    }
    check(answer);
    informational = answer.getCode() < HttpStatus.SC_SUCCESS ? informational + 1 : 0;
    return answer;
  }

  private void check(ClassicHttpResponse answer) throws ProtocolException {
    if (answer.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
      throw new ProtocolException("The connection was to become something else");
    }
    if (informational >= MOST_INFORMATIONAL) {
      throw new ProtocolException("There is no end of answers that are none");
    }
    for (Header header : answer.getHeaders()) {
      String value = header.getValue() == null ? "" : header.getValue();
      if (!OutboundRequest.isHeader(header.getName(), value)) {
        throw new ProtocolException("A header isn't one");
      }
    }
  }

  /** A line alone may be as long as the whole, so the whole is counted as well. */
  private static final class BoundedHead extends FilterInputStream {
    private int count;
    private boolean ended;

    private BoundedHead(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (count >= MOST_BYTES) {
        throw new MessageConstraintException("The head of the answer is too large");
      }
      int read = super.read(bytes, offset, length);
      ended = read < 0;
      count += read;
      return read;
    }
  }
}

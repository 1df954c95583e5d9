package dev.slipjoint.server.outbound;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;

/**
 * A connection that trusts nothing which the other side says unasked: it would be taken for the
 * answer to the next request, which may be somebody else's.
 */
final class OutboundConnection extends DefaultManagedHttpClientConnection {
  private static final AtomicLong COUNT = new AtomicLong();

  private final AnswerHeads heads;

  OutboundConnection() {
    this(new AnswerHeads());
  }

  private OutboundConnection(AnswerHeads heads) {
    super(
        "outbound-" + COUNT.incrementAndGet(),
        null,
        null,
        AnswerHeads.BOUNDS,
        null,
        null,
        null,
        config -> heads);
    this.heads = heads;
  }

  @Override
  public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
    if (hasSpokenUnasked()) {
      throw new ConnectionClosedException("The other side spoke unasked");
    }
    super.sendRequestHeader(request);
  }

  private boolean hasSpokenUnasked() throws IOException {
    return heads.hasLeftovers() || getSocket().getInputStream().available() > 0;
  }

  /** Asked when a connection is to be kept. */
  @Override
  public boolean isConsistent() {
    return super.isConsistent() && !heads.hasLeftovers();
  }

  /** Asked when a kept connection is to be used again; may have read something. */
  @Override
  public boolean isStale() throws IOException {
    return super.isStale() || hasSpokenUnasked();
  }

  /** How many bytes were ever handed to the network. */
  long sent() {
    return getEndpointDetails().getSentBytesCount();
  }
}

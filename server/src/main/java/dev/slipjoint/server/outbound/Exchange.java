package dev.slipjoint.server.outbound;

import dev.slipjoint.server.outbound.OutboundFailed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** One request and its answer on one connection, which it gives back at the end, once. */
final class Exchange {
  private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

  private final Destination destination;
  private final OutboundRequest request;
  private final Pool pool;
  private final ConnectionEndpoint endpoint;
  private final TimeLimit limit;
  private final HttpCoreContext context = HttpCoreContext.create();
  private final AtomicBoolean ended = new AtomicBoolean();
  private Optional<Duration> keptFor = Optional.empty();
  private boolean nothingSent;

  Exchange(
      Destination destination,
      OutboundRequest request,
      Pool pool,
      ConnectionEndpoint endpoint,
      TimeLimit limit) {
    this.destination = destination;
    this.request = request;
    this.pool = pool;
    this.endpoint = endpoint;
    this.limit = limit;
  }

  /** Sends the request, and reads the head of the answer. */
  OutboundAnswer run() throws OutboundFailed {
    limit.connected();
    try {
      ClassicHttpRequest message = message();
      ClassicHttpResponse answer = endpoint.execute("", message, this::execute, context);
      limit.answered();
      keptFor = KeepAlive.after(message, answer, context);
      return new OutboundAnswer(answer, body(answer));
    } catch (IOException | HttpException | RuntimeException e) {
      throw failed(e);
    }
  }

  private ClassicHttpRequest message() {
    ClassicHttpRequest message =
        new BasicClassicHttpRequest(request.method(), null, destination.path());
    message.addHeader("Host", destination.authority());
    request.headers().forEach(it -> message.addHeader(it.name(), it.value()));
    if (!message.containsHeader("User-Agent")) {
      message.addHeader("User-Agent", "Slipjoint");
    }
    request.body().ifPresentOrElse(it -> carry(message, it), () -> carryNothing(message));
    return message;
  }

  private void carry(ClassicHttpRequest message, OutboundBody body) {
    body.length()
        .ifPresentOrElse(
            it -> message.addHeader("Content-Length", it),
            () -> message.addHeader("Transfer-Encoding", "chunked"));
    message.setEntity(new RequestEntity(body, request.bounds().body(), () -> Pool.cut(endpoint)));
  }

  private static void carryNothing(ClassicHttpRequest message) {
    switch (message.getMethod()) {
      case "POST", "PUT", "PATCH" -> message.addHeader("Content-Length", 0);
      default -> {
        // Nobody expects anything.
      }
    }
  }

  private ClassicHttpResponse execute(
      ClassicHttpRequest message, HttpClientConnection connection, HttpContext ignored)
      throws IOException, HttpException {
    OutboundConnection ours = (OutboundConnection) connection;
    long before = ours.sent();
    try {
      return EXECUTOR.execute(message, connection, context);
    } finally {
      nothingSent = ours.sent() == before;
    }
  }

  private InputStream body(ClassicHttpResponse answer) throws IOException {
    if (answer.getEntity() == null) {
      end(keptFor);
      return InputStream.nullInputStream();
    }
    int most = request.bounds().body();
    if (answer.getEntity().getContentLength() > most) {
      throw tooLarge();
    }
    return new AnswerBody(answer.getEntity().getContent(), most, this);
  }

  OutboundFailed tooLarge() {
    return OutboundFailed.sent(Reason.ANSWER_TOO_LARGE, "reading from " + destination);
  }

  /** The answer was read to its end. */
  void complete() {
    end(keptFor);
  }

  /** The rest of the answer isn't wanted, or can't be had. */
  void abandon() {
    end(Optional.empty());
  }

  private void end(Optional<Duration> kept) {
    if (ended.compareAndSet(false, true)) {
      limit.stop();
      kept.ifPresentOrElse(it -> pool.keep(endpoint, it), () -> pool.drop(endpoint));
    }
  }

  /** Ends the exchange, and says why. */
  OutboundFailed failed(Exception e) {
    Optional<Reason> exceeded = limit.exceeded();
    abandon();
    String what = "calling " + destination;
    if (exceeded.isPresent()) {
      return OutboundFailed.sent(exceeded.get(), what, e);
    }
    if (e instanceof OutboundFailed known) {
      return known;
    }
    return nothingSent
        ? OutboundFailed.unsent(reason(e), what, e)
        : OutboundFailed.sent(reason(e), what, e);
  }

  private static Reason reason(Exception e) {
    if (Thread.currentThread().isInterrupted()) {
      return Reason.CANCELLED;
    }
    return switch (e) {
      case MessageConstraintException large -> Reason.ANSWER_TOO_LARGE;
      case MalformedChunkCodingException malformed -> Reason.NOT_HTTP;
      case IOException broken -> Reason.CONNECTION_BROKEN;
      default -> Reason.NOT_HTTP;
    };
  }
}

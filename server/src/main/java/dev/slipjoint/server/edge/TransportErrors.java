package dev.slipjoint.server.edge;

import dev.slipjoint.protocol.ErrorBody;
import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.protocol.json.JsonNumber;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is refused before there is a request to route: broken HTTP. Nothing is echoed. */
public final class TransportErrors implements DirectHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TransportErrors.class);

  /** Helidon has no status for this, only these words, where a listener wants any. */
  private static final String HEADERS_TOO_LARGE = "Header size exceeded";

  private final int requestLine;
  private final int headers;
  private final RequestWatch watch;

  private TransportErrors(int requestLine, int headers, RequestWatch watch) {
    this.watch = watch;
    this.requestLine = requestLine;
    this.headers = headers;
  }

  /**
   * One handler for every kind of event.
   *
   * @param requestLine bytes of a request line that are read
   * @param headers bytes of all headers that are read
   */
  public static DirectHandlers handlers(int requestLine, int headers, RequestWatch watch) {
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, new TransportErrors(requestLine, headers, watch));
    }
    return all.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders answered,
      @Nullable String message) {
    String id = RequestLog.newId();
    // Before there is a request, nothing can go wrong but the request: Helidon calls some of it
    // 500.
    Status told = status.code() == 500 ? Status.BAD_REQUEST_400 : status;
    ErrorBody body = body(told, message, id);
    watch.unreadable(body.status());
    LOG.atInfo()
        .addKeyValue("status", body.status())
        .addKeyValue("event", type.name().toLowerCase(Locale.ROOT))
        .addKeyValue("request", id)
        .log("refused before routing");
    return TransportResponse.builder()
        .status(Status.create(body.status()))
        .headers(answered)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.create(WireHeaders.REQUEST_ID), id)
        .header(SafeHeaders.NO_SNIFF.headerName(), SafeHeaders.NO_SNIFF.get())
        .header(SafeHeaders.NO_STORE.headerName(), SafeHeaders.NO_STORE.get())
        .keepAlive(false)
        .entity(body.toJson().toString())
        .build();
  }

  private ErrorBody body(Status status, @Nullable String message, String id) {
    if (HEADERS_TOO_LARGE.equals(message)) {
      return limited(431, "headers_too_large", "The headers have more than %d bytes.", headers, id);
    }
    return switch (status.code()) {
      case 408 ->
          new ErrorBody(
              "too_slow",
              "The request came too slowly to be waited for any longer.",
              408,
              id,
              Map.of());
      case 413 ->
          new ErrorBody(
              "too_large", "The body has more bytes than are read here.", 413, id, Map.of());
      case 414 ->
          limited(414, "uri_too_long", "The request line has more than %d bytes.", requestLine, id);
      case 505 ->
          new ErrorBody(
              "http_version_not_supported", "Only HTTP/1.1 is spoken here.", 505, id, Map.of());
      default ->
          new ErrorBody(
              "bad_request",
              "This is not a request that can be read.",
              status.code(),
              id,
              Map.of());
    };
  }

  private static ErrorBody limited(int status, String code, String sentence, int limit, String id) {
    return new ErrorBody(
        code, sentence.formatted(limit), status, id, Map.of("limit", JsonNumber.of(limit)));
  }
}

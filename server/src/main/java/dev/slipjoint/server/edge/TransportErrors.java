package dev.slipjoint.server.edge;

import dev.slipjoint.protocol.ErrorBody;
import dev.slipjoint.protocol.WireHeaders;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is refused before there is a request to route: broken HTTP. Nothing is echoed. */
public final class TransportErrors implements DirectHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TransportErrors.class);

  private final RequestWatch watch;

  private TransportErrors(RequestWatch watch) {
    this.watch = watch;
  }

  /** One handler for every kind of event. */
  public static DirectHandlers handlers(RequestWatch watch) {
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, new TransportErrors(watch));
    }
    return all.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    String id = RequestLog.newId();
    // Before there is a request, nothing can go wrong but the request: Helidon calls some of it
    // 500.
    Status told = status.code() == 500 ? Status.BAD_REQUEST_400 : status;
    watch.unreadable(told.code());
    LOG.atInfo()
        .addKeyValue("status", told.code())
        .addKeyValue("event", type.name().toLowerCase(Locale.ROOT))
        .addKeyValue("request", id)
        .log("refused before routing");
    boolean tooLarge = told.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code();
    ErrorBody body =
        new ErrorBody(
            tooLarge ? "too_large" : "bad_request",
            tooLarge
                ? "The body has more bytes than are read here."
                : "This is not a request that can be read.",
            told.code(),
            id,
            Map.of());
    return TransportResponse.builder()
        .status(told)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.create(WireHeaders.REQUEST_ID), id)
        .header(SafeHeaders.NO_SNIFF.headerName(), SafeHeaders.NO_SNIFF.get())
        .header(SafeHeaders.NO_STORE.headerName(), SafeHeaders.NO_STORE.get())
        .keepAlive(false)
        .entity(body.toJson().toString())
        .build();
  }
}

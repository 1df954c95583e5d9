package dev.slipjoint.server.dispatch;

import dev.slipjoint.platform.dispatch.CallFailed;
import dev.slipjoint.platform.dispatch.CallHeader;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.dispatch.HandlerDispatcher;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.server.outbound.Outbound;
import dev.slipjoint.server.outbound.OutboundAnswer;
import dev.slipjoint.server.outbound.OutboundBody;
import dev.slipjoint.server.outbound.OutboundBounds;
import dev.slipjoint.server.outbound.OutboundFailed;
import dev.slipjoint.server.outbound.OutboundHeader;
import dev.slipjoint.server.outbound.OutboundRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Delivers calls over HTTP, as docs/reference/wire.md says under «Handlers»: with the call's own
 * token, and the signed statement of who calls.
 */
public final class HttpDispatcher implements HandlerDispatcher {
  private static final String HANDLERS = "/.netlify/functions/handler/";

  /** Slashes, a query and a fragment, which an integration's address may end with. */
  private static final Pattern END_OF_HOST = Pattern.compile("/*(?:[?#].*)?$");

  private static final int NOT_MODIFIED = 304;

  private final Outbound outbound;
  private final OutboundBounds bounds;

  /** Calls through that client, within those bounds. */
  public HttpDispatcher(Outbound outbound, OutboundBounds bounds) {
    this.outbound = outbound;
    this.bounds = bounds;
  }

  @Override
  public HandlerAnswer dispatch(HandlerCall call) throws CallFailed {
    try {
      OutboundAnswer answer = outbound.send(request(call));
      Optional<String> objection = objection(answer);
      if (objection.isPresent()) {
        answer.close();
        throw new CallFailed(objection.get(), false);
      }
      return new HandlerAnswer(answer.status(), headers(answer), answer.body(), answer::close);
    } catch (OutboundFailed e) {
      throw new CallFailed(String.valueOf(e.getMessage()), e.nothingSent(), e);
    } catch (IllegalArgumentException e) {
      throw new CallFailed("The call can't be written as a request", true, e);
    }
  }

  /** Why an answer can't be passed on. */
  private static Optional<String> objection(OutboundAnswer answer) {
    int status = answer.status();
    if (status / 100 == 3 && status != NOT_MODIFIED) {
      return Optional.of("The handler redirects, which is not followed");
    }
    if (status < 200 || status > 599) {
      return Optional.of("The handler answers with a status that there is not");
    }
    return answer
        .header("Content-Encoding")
        .filter(it -> !it.equalsIgnoreCase("identity"))
        .map(it -> "The handler encodes its answer, which nobody asked for");
  }

  private OutboundRequest request(HandlerCall call) {
    Optional<OutboundBody> body = call.body().map(it -> new OutboundBody(it.bytes(), it.length()));
    return new OutboundRequest(call.statement().method(), url(call), headers(call), body, bounds);
  }

  private static URI url(HandlerCall call) {
    CallStatement statement = call.statement();
    String host = END_OF_HOST.matcher(call.host().toString()).replaceFirst("");
    StringBuilder url =
        new StringBuilder(host)
            .append(HANDLERS)
            .append(statement.handler())
            .append("?teamId=")
            .append(statement.teamId());
    statement.siteId().ifPresent(it -> url.append("&siteId=").append(it));
    if (!call.query().isEmpty()) {
      url.append('&').append(call.query());
    }
    return URI.create(url.toString());
  }

  private static List<OutboundHeader> headers(HandlerCall call) {
    List<OutboundHeader> headers = new ArrayList<>();
    call.headers().forEach(it -> headers.add(new OutboundHeader(it.name(), it.value())));
    headers.add(new OutboundHeader(WireHeaders.NETLIFY_TOKEN, call.token().reveal()));
    headers.add(new OutboundHeader("Via", via(call)));
    if (!call.secrets().isEmpty()) {
      sign(call, headers);
    }
    return headers;
  }

  /** RFC 9110, 7.6.3: one entry for each gateway that the call has come through. */
  private static String via(HandlerCall call) {
    return String.join(", ", Collections.nCopies(call.hops(), "1.1 " + WireHeaders.PSEUDONYM));
  }

  private static void sign(HandlerCall call, List<OutboundHeader> headers) {
    String id = call.statement().callId();
    long timestamp = call.sentAt().getEpochSecond();
    String statement = call.statement().headerText();
    headers.add(new OutboundHeader(WireHeaders.WEBHOOK_ID, id));
    headers.add(new OutboundHeader(WireHeaders.WEBHOOK_TIMESTAMP, Long.toString(timestamp)));
    headers.add(
        new OutboundHeader(
            WireHeaders.WEBHOOK_SIGNATURE,
            MessageSignature.sign(call.secrets(), id, timestamp, statement)));
    headers.add(new OutboundHeader(WireHeaders.STATEMENT, statement));
  }

  private static List<CallHeader> headers(OutboundAnswer answer) {
    return answer.headers().stream().map(it -> new CallHeader(it.name(), it.value())).toList();
  }
}

package dev.slipjoint.sdk.testing;

import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.SiteId;
import java.time.Instant;
import java.util.Optional;

/**
 * One call that the platform sent to an integration. Its token, its body and the answer stay out of
 * it.
 *
 * @param callId names the call; every attempt of an operation has the operation's id
 * @param handler the handler's name
 * @param method the HTTP method
 * @param teamId the team, always: the site's team if the call is about a site
 * @param siteId the site, if the call is about one
 * @param user on whose behalf it is called
 * @param operationId the enabling or disabling that it is part of, if it is
 * @param attempt 1 for the first; an attempt that was delivered twice is here twice
 * @param sentAt the time that it was signed with; each attempt has a later one
 */
public record Dispatch(
    String callId,
    String handler,
    String method,
    String teamId,
    Optional<String> siteId,
    String user,
    Optional<String> operationId,
    int attempt,
    Instant sentAt) {

  static Dispatch of(HandlerCall call, int attempt) {
    CallStatement statement = call.statement();
    return new Dispatch(
        statement.callId(),
        statement.handler(),
        statement.method(),
        statement.teamId().value(),
        statement.siteId().map(SiteId::value),
        statement.user().value(),
        statement.operation().map(CallStatement.Operation::id),
        attempt,
        call.sentAt());
  }
}

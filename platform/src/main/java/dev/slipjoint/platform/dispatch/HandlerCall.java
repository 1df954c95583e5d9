package dev.slipjoint.platform.dispatch;

import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.SigningSecret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One call to a handler, ready to be delivered.
 *
 * @param host where the integration runs
 * @param statement who calls which handler, on what
 * @param sentAt when the statement is signed; a later attempt at the same has a later second
 * @param token the call token
 * @param secrets what the statement is signed with; if there are none, no statement is sent
 * @param query the caller's own parameters as they are sent, without a question mark; the ids of
 *     site and team aren't among them
 * @param headers the caller's headers that are passed on
 * @param hops how many calls led to each other, this one included
 */
public record HandlerCall(
    URI host,
    CallStatement statement,
    Instant sentAt,
    Secret token,
    List<SigningSecret> secrets,
    String query,
    List<CallHeader> headers,
    int hops,
    Optional<CallBody> body) {

  /** Keeps copies. */
  public HandlerCall {
    secrets = List.copyOf(secrets);
    headers = List.copyOf(headers);
  }

  /** The same with a body. */
  public HandlerCall with(CallBody other) {
    return new HandlerCall(
        host, statement, sentAt, token, secrets, query, headers, hops, Optional.of(other));
  }

  /** What may be told of it. */
  @Override
  public String toString() {
    return "HandlerCall[%s, %s of %s on %s]"
        .formatted(
            statement.callId(), statement.handler(), statement.integration(), statement.target());
  }
}

package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.access.CallTokens;
import dev.slipjoint.platform.access.IntegrationSecrets;
import dev.slipjoint.platform.dispatch.CallHeader;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.OperationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes calls ready to be delivered: says who calls what on whose behalf, and gives the call a
 * token of its own. The caller's token never goes along.
 */
final class Calls {

  /** How long a call token is good; what a handler starts may go on for a little. */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private final CallTokens tokens;
  private final IntegrationSecrets secrets;

  Calls(CallTokens tokens, IntegrationSecrets secrets) {
    this.tokens = tokens;
    this.secrets = secrets;
  }

  /**
   * A call without a body.
   *
   * @param grant what its token stands for
   * @param role of the grant's user
   * @param kind of the operation that it is part of, if it is
   */
  HandlerCall ready(
      Integration integration,
      Grant.ForCall grant,
      Role role,
      String handler,
      String method,
      Optional<OperationKind> kind,
      Instant now,
      String query,
      List<CallHeader> headers) {
    CallStatement statement =
        new CallStatement(
            grant.callId(),
            integration.slug(),
            handler,
            method,
            grant.installation().team(),
            grant.site(),
            grant.user(),
            grant.byInstallation() ? "installation" : "user",
            role.wireName(),
            grant
                .operation()
                .flatMap(id -> kind.map(it -> new CallStatement.Operation(id.value(), it))));
    return new HandlerCall(
        integration.url().orElseThrow(),
        statement,
        now,
        tokens.mint(grant, now.plus(LIFETIME)),
        secrets.of(integration),
        query,
        headers,
        grant.hops(),
        Optional.empty());
  }
}

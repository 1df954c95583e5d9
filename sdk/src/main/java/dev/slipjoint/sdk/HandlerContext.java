package dev.slipjoint.sdk;

import dev.slipjoint.protocol.CallStatement;
import java.util.Optional;

/** What a handler may count on in one call: on what it was called, by whom, and a client. */
public final class HandlerContext {
  private final NetlifyIntegrationClient client;
  private final CallIds ids;
  private final Optional<String> providerOAuthToken;
  private final Optional<HandlerCaller> caller;
  private final Optional<CallStatement> statement;
  private final Optional<String> installationToken;

  HandlerContext(
      NetlifyIntegrationClient client,
      CallIds ids,
      Optional<String> providerOAuthToken,
      Optional<HandlerCaller> caller,
      Optional<CallStatement> statement) {
    this(client, ids, providerOAuthToken, caller, statement, Optional.empty());
  }

  private HandlerContext(
      NetlifyIntegrationClient client,
      CallIds ids,
      Optional<String> providerOAuthToken,
      Optional<HandlerCaller> caller,
      Optional<CallStatement> statement,
      Optional<String> installationToken) {
    this.client = client;
    this.ids = ids;
    this.providerOAuthToken = providerOAuthToken;
    this.caller = caller;
    this.statement = statement;
    this.installationToken = installationToken;
  }

  /** A client that asks the platform with the call's own token. */
  public NetlifyIntegrationClient client() {
    return client;
  }

  /**
   * The site that was called on. Where the call names none, an exception is thrown that the runtime
   * answers with 400 and a sentence; {@link #optionalSiteId} is for handlers that serve teams too.
   */
  public String siteId() {
    return ids.siteId().orElseThrow(() -> new CallRefused(400, unnamed("site", "siteId")));
  }

  /**
   * The team that was called on. Where the call names none, an exception is thrown that the runtime
   * answers with 400 and a sentence; {@link #optionalTeamId} is for handlers that serve sites too.
   */
  public String teamId() {
    return ids.teamId().orElseThrow(() -> new CallRefused(400, unnamed("team", "teamId")));
  }

  /** The site that was called on, if the call names one. */
  public Optional<String> optionalSiteId() {
    return ids.siteId();
  }

  /** The team that was called on, if the call names one. */
  public Optional<String> optionalTeamId() {
    return ids.teamId();
  }

  /** The third party's OAuth token, if the caller sent it along: a secret. */
  public Optional<String> providerOAuthToken() {
    return providerOAuthToken;
  }

  /**
   * Who calls, and with which role on the site or team; the platform has vouched for it. Empty at a
   * platform that can't say, where the platform judges the token only when the client uses it.
   */
  public Optional<HandlerCaller> caller() {
    return caller;
  }

  /** The name of this call in the platform's log; empty where the platform hasn't signed it. */
  public Optional<String> callId() {
    return statement.map(CallStatement::callId);
  }

  /**
   * The enabling or disabling that the platform does and this call is part of, the same at every
   * attempt: what to name when it is confirmed later, and what to keep so that nothing is done
   * twice.
   */
  public Optional<String> operationId() {
    return statement.flatMap(CallStatement::operation).map(CallStatement.Operation::id);
  }

  /**
   * In {@code onEnable}, the token of the installation that was just made: a secret, with which
   * this integration may go on after the call, such as to confirm the operation. Empty elsewhere,
   * and where the integration was enabled already.
   */
  public Optional<String> installationToken() {
    return installationToken;
  }

  HandlerContext withInstallationToken(Optional<String> token) {
    return new HandlerContext(client, ids, providerOAuthToken, caller, statement, token);
  }

  private static String unnamed(String what, String parameter) {
    return "This call names no %s: %s is missing.".formatted(what, parameter);
  }
}

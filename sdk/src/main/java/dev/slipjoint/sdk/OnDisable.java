package dev.slipjoint.sdk;

import dev.slipjoint.sdk.HandlerCaller.Role;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the author's code, then disables the integration where the call's query says. That code
 * cleans up, so it doesn't run where the platform is going to refuse the disabling.
 */
record OnDisable(Optional<ApiCall> first) implements NamedHandler {
  private static final System.Logger LOG = System.getLogger("dev.slipjoint.sdk");

  @Override
  public Set<String> methods() {
    return Set.of("POST", "DELETE");
  }

  @Override
  public CallIds ids(HandlerEvent event) {
    CallIds ids = CallIds.fromQuery(event);
    if (ids.isEmpty()) {
      throw new CallRefused(message(400, "Missing siteId or teamId"));
    }
    return ids;
  }

  @Override
  public boolean runsAuthorsCode() {
    return first.isPresent();
  }

  @Override
  public HandlerResponse answer(HandlerEvent event, HandlerContext context) throws Exception {
    if (first.isPresent()) {
      checkRole(context);
      Optional<HandlerResponse> failure = failure(() -> readEach(event, context));
      if (failure.isPresent()) {
        return failure.get();
      }
      // While it runs, the context can still be read.
      HandlerResponse answer = first.get().answer(event, context);
      if (answer.status() != 200 && answer.status() != 204) {
        return answer;
      }
    }
    return failure(() -> disableEach(event, context))
        .orElseGet(() -> HandlerResponse.text("Integration disabled"));
  }

  /** An operation's caller has been judged by the platform. */
  private static void checkRole(HandlerContext context) {
    if (context.operationId().isEmpty()
        && context.caller().flatMap(HandlerCaller::role).filter(Role.VIEWER::equals).isPresent()) {
      throw new CallRefused(403, "A viewer may not disable an integration");
    }
  }

  /** What isn't enabled can't be read either. */
  private static void readEach(HandlerEvent event, HandlerContext context) {
    context.optionalSiteId().ifPresent(context.client()::getSiteIntegration);
    teamToDisable(event, context).ifPresent(context.client()::getTeamIntegration);
  }

  private static void disableEach(HandlerEvent event, HandlerContext context) {
    context.optionalSiteId().ifPresent(context.client()::disableSiteIntegration);
    teamToDisable(event, context).ifPresent(context.client()::disableTeamIntegration);
  }

  private static Optional<String> teamToDisable(HandlerEvent event, HandlerContext context) {
    // Netlify: only this very text counts here, while on-enable takes anything like true.
    boolean force = event.query("forceDisableTeam").filter("true"::equals).isPresent();
    return context.optionalTeamId().filter(id -> force || context.optionalSiteId().isEmpty());
  }

  private static Optional<HandlerResponse> failure(Runnable asking) {
    try {
      asking.run();
      return Optional.empty();
    } catch (IntegrationApiException e) {
      LOG.log(Level.ERROR, "on-disable failed", e);
      return Optional.of(message(500, "Failed to disable integration"));
    }
  }

  private static HandlerResponse message(int status, String message) {
    return HandlerResponse.json(Map.of("message", message)).withStatus(status);
  }
}

package dev.slipjoint.sdk;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs the author's code, then disables the integration where the call's query says. */
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
      // While it runs, the context can still be read.
      HandlerResponse answer = first.get().answer(event, context);
      if (answer.status() != 200 && answer.status() != 204) {
        return answer;
      }
    }
    return disabled(event, context);
  }

  private static HandlerResponse disabled(HandlerEvent event, HandlerContext context) {
    // Netlify: only this very text counts here, while on-enable takes anything like true.
    boolean force = event.query("forceDisableTeam").filter("true"::equals).isPresent();
    try {
      context.optionalSiteId().ifPresent(context.client()::disableSiteIntegration);
      if (context.optionalSiteId().isEmpty() || force) {
        context.optionalTeamId().ifPresent(context.client()::disableTeamIntegration);
      }
    } catch (IntegrationApiException e) {
      LOG.log(Level.ERROR, "on-disable failed", e);
      return message(500, "Failed to disable integration");
    }
    return HandlerResponse.text("Integration disabled");
  }

  private static HandlerResponse message(int status, String message) {
    return HandlerResponse.json(Map.of("message", message)).withStatus(status);
  }
}

package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.sdk.IntegrationApiException.AlreadyEnabled;
import dev.slipjoint.sdk.IntegrationApiException.Throttled;
import dev.slipjoint.sdk.IntegrationApiException.Unauthorized;
import dev.slipjoint.sdk.IntegrationApiException.Unreachable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Enables the integration where the call's body says, then runs the author's code. */
record OnEnable(boolean connector, boolean buildEventHandlers, Optional<ApiCall> then)
    implements NamedHandler {
  private static final System.Logger LOG = System.getLogger("dev.slipjoint.sdk");
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public CallIds ids(HandlerEvent event) {
    CallIds ids = CallIds.fromBody(body(event));
    if (ids.isEmpty()) {
      throw new CallRefused(
          message(400, "Missing required data. One of siteId or teamId must be provided"));
    }
    return ids;
  }

  @Override
  public boolean runsAuthorsCode() {
    return then.isPresent();
  }

  @Override
  public HandlerResponse answer(HandlerEvent event, HandlerContext context) throws Exception {
    boolean force = Truth.of(body(event).find("forceEnableTeam").orElse(JsonLiteral.NULL));
    Enabled enabled = enabled(context, force);
    return enabled.answer().status() == 200 && then.isPresent()
        ? then.get().answer(event, context.withInstallationToken(enabled.token()))
        : enabled.answer();
  }

  /** What there is to answer if nothing follows, and the token that enabling has issued. */
  private record Enabled(HandlerResponse answer, Optional<String> token) {
    Enabled(HandlerResponse answer) {
      this(answer, Optional.empty());
    }
  }

  private Enabled enabled(HandlerContext context, boolean force) {
    Optional<String> token;
    try {
      // Netlify: later calls go on with the call's own token, never with the one just issued.
      Optional<String> ofSite =
          context.optionalSiteId().map(siteId -> enableOnSite(context.client(), siteId));
      Optional<String> ofTeam =
          context
              .optionalTeamId()
              .filter(teamId -> ofSite.isEmpty() || force)
              .map(context.client()::enableTeamIntegration);
      token = ofSite.or(() -> ofTeam);
    } catch (AlreadyEnabled e) {
      return new Enabled(message(200, "Integration already enabled"));
    } catch (Unauthorized e) {
      LOG.log(Level.WARNING, "on-enable: {0}", e.getMessage());
      return new Enabled(message(401, "Unauthorized"));
    } catch (IntegrationApiException e) {
      LOG.log(Level.ERROR, "on-enable failed", e);
      return new Enabled(failed(e, context));
    }
    if (connector && !isOperationOnASite(context)) {
      context
          .optionalTeamId()
          .ifPresent(teamId -> trying(() -> context.client().enableConnectors(teamId)));
    }
    return new Enabled(message(200, "Integration enabled"), token);
  }

  /** In an operation, the platform gives up after a 500, but asks again after this. */
  private static HandlerResponse failed(IntegrationApiException e, HandlerContext context) {
    boolean mayPass = e instanceof Unreachable || e instanceof Throttled;
    return mayPass && context.operationId().isPresent()
        ? EnableResult.retryLater(RETRY_AFTER, "The platform could not be asked")
        : message(500, "Failed to enable integration");
  }

  /** Its team is known from the statement, whether or not anybody wanted to do something there. */
  private static boolean isOperationOnASite(HandlerContext context) {
    return context.operationId().isPresent() && context.optionalSiteId().isPresent();
  }

  private String enableOnSite(NetlifyIntegrationClient client, String siteId) {
    String token = client.enableSiteIntegration(siteId);
    if (buildEventHandlers) {
      trying(() -> client.enableBuildEventHandlers(siteId));
    }
    return token;
  }

  /** Netlify: a switch that can't be turned on doesn't undo the enabling. */
  private static void trying(Runnable turningOn) {
    try {
      turningOn.run();
    } catch (IntegrationApiException e) {
      LOG.log(Level.WARNING, "on-enable: a switch stays off", e);
    }
  }

  /** Netlify: text that is no JSON is a 500 there. */
  private static JsonObject body(HandlerEvent event) {
    byte[] body = event.bodyBytes().orElse(new byte[0]);
    if (body.length == 0) {
      throw new CallRefused(message(400, "Missing body"));
    }
    try {
      // What is JSON but no object has no ids either.
      return JsonReader.read(body, JsonLimits.DEFAULT) instanceof JsonObject object
          ? object
          : JsonObject.EMPTY;
    } catch (JsonRefused e) {
      throw new CallRefused(message(400, e.sentence()));
    }
  }

  private static HandlerResponse message(int status, String message) {
    return HandlerResponse.json(Map.of("message", message)).withStatus(status);
  }
}

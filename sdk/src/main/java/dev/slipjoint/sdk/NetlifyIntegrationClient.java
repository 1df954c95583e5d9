package dev.slipjoint.sdk;

import dev.slipjoint.protocol.EnableRequest;
import dev.slipjoint.protocol.IntegrationAnswer;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TokenAnswer;
import dev.slipjoint.protocol.UpdateRequest;
import dev.slipjoint.protocol.json.JsonObject;
import java.net.URI;
import java.util.Optional;

/**
 * Asks the Integration API about one integration, with one token. Handlers get theirs from {@link
 * HandlerContext#client()}; other programs make one. It may be used by many threads at once.
 *
 * <p>Every method asks the platform, and throws {@link IntegrationApiException} where that doesn't
 * do it, or {@link IllegalArgumentException} for an id that can't be one. What may be asked twice
 * (everything but enabling and what becomes of operations) is asked up to three times when the
 * platform can't be reached, is overloaded or stands behind a gateway that says so, within {@link
 * IntegrationTimeouts#operation()}. Answers are at most 2 MiB.
 *
 * <p>A context is written as a {@code Map}, a record, or exact JSON ({@link JsonObject}); it must
 * come out as a JSON object, at most 512 KiB at the platform.
 */
public final class NetlifyIntegrationClient {
  private final ClientRequests requests;

  /**
   * Makes a client with the timeouts that hold unless said otherwise.
   *
   * @throws IllegalArgumentException if the address, the slug or the token can't be one
   */
  public NetlifyIntegrationClient(URI platform, String slug, String token) {
    this(platform, slug, token, IntegrationTimeouts.DEFAULT);
  }

  /**
   * Makes a client.
   *
   * @throws IllegalArgumentException if the address, the slug or the token can't be one
   */
  public NetlifyIntegrationClient(
      URI platform, String slug, String token, IntegrationTimeouts timeouts) {
    this(new PlatformConnection(platform, timeouts, Retries.standard()), slug, token);
  }

  NetlifyIntegrationClient(PlatformConnection connection, String slug, String token) {
    this.requests =
        new ClientRequests(connection, new Slug(slug).value(), CallTokens.checked(token));
  }

  /**
   * What the platform keeps of the integration on that site.
   *
   * @throws IntegrationApiException.NotEnabled if it isn't enabled there
   */
  public SiteIntegration getSiteIntegration(String siteId) {
    IntegrationAnswer answer = get(Target.site(siteId));
    return new SiteIntegration(answer.config(), answer.hasBuildHookEnabled());
  }

  /**
   * What the platform keeps of the integration on that team.
   *
   * @throws IntegrationApiException.NotEnabled if it isn't enabled there
   */
  public TeamIntegration getTeamIntegration(String teamId) {
    IntegrationAnswer answer = get(Target.team(teamId));
    return new TeamIntegration(answer.config(), answer.hasConnectorsEnabled().orElse(false));
  }

  /**
   * Replaces the context on that site as a whole; the switches stay.
   *
   * @throws IntegrationApiException.InvalidContext if it can't be kept
   */
  public void updateSiteIntegration(String siteId, Object context) {
    updateContext(Target.site(siteId), context);
  }

  /**
   * Replaces the context on that team as a whole; the switches stay.
   *
   * @throws IntegrationApiException.InvalidContext if it can't be kept
   */
  public void updateTeamIntegration(String teamId, Object context) {
    updateContext(Target.team(teamId), context);
  }

  /**
   * Enables the integration on that site with an empty context, and answers the installation's
   * token: a secret.
   *
   * @throws IntegrationApiException.AlreadyEnabled if it is enabled there
   */
  public String enableSiteIntegration(String siteId) {
    return enable(Target.site(siteId), JsonObject.EMPTY);
  }

  /** Enables the integration on that site with that context. */
  public String enableSiteIntegration(String siteId, Object context) {
    return enable(Target.site(siteId), context);
  }

  /**
   * Enables the integration on that team with an empty context, and answers the installation's
   * token: a secret.
   *
   * @throws IntegrationApiException.AlreadyEnabled if it is enabled there
   */
  public String enableTeamIntegration(String teamId) {
    return enable(Target.team(teamId), JsonObject.EMPTY);
  }

  /** Enables the integration on that team with that context. */
  public String enableTeamIntegration(String teamId, Object context) {
    return enable(Target.team(teamId), context);
  }

  /**
   * Disables the integration on that site, which forgets its context there.
   *
   * @throws IntegrationApiException.NotEnabled if it isn't enabled there
   */
  public void disableSiteIntegration(String siteId) {
    requests.disable(Target.site(siteId));
  }

  /**
   * Disables the integration on that team, which forgets its context there.
   *
   * @throws IntegrationApiException.NotEnabled if it isn't enabled there
   */
  public void disableTeamIntegration(String teamId) {
    requests.disable(Target.team(teamId));
  }

  /** Turns the build event handlers on for that site. */
  public void enableBuildEventHandlers(String siteId) {
    update(Target.site(siteId), UpdateRequest.ofBuildHook(true));
  }

  /** Turns the build event handlers off for that site. */
  public void disableBuildEventHandlers(String siteId) {
    update(Target.site(siteId), UpdateRequest.ofBuildHook(false));
  }

  /** Turns connectors on for that team. */
  public void enableConnectors(String teamId) {
    update(Target.team(teamId), UpdateRequest.ofConnectors(true));
  }

  /** Turns connectors off for that team. */
  public void disableConnectors(String teamId) {
    update(Target.team(teamId), UpdateRequest.ofConnectors(false));
  }

  /**
   * Begins to enable the integration on that site with an empty context: the platform asks the
   * integration's on-enable, and undoes everything if that fails. This waits for some seconds; if
   * it isn't over then, {@link #operation} tells how it goes on.
   *
   * @throws IntegrationApiException.AlreadyEnabled if it is enabled there
   */
  public Operation beginEnablingOnSite(String siteId) {
    return requests.begin(Target.site(siteId), "enable", Optional.empty());
  }

  /** Begins to enable the integration on that site with that context. */
  public Operation beginEnablingOnSite(String siteId, Object context) {
    return beginEnabling(Target.site(siteId), context);
  }

  /**
   * Begins to enable the integration on that team with an empty context, as {@link
   * #beginEnablingOnSite(String)} does on a site.
   *
   * @throws IntegrationApiException.AlreadyEnabled if it is enabled there
   */
  public Operation beginEnablingOnTeam(String teamId) {
    return requests.begin(Target.team(teamId), "enable", Optional.empty());
  }

  /** Begins to enable the integration on that team with that context. */
  public Operation beginEnablingOnTeam(String teamId, Object context) {
    return beginEnabling(Target.team(teamId), context);
  }

  /**
   * Begins to disable the integration on that site: the platform asks the integration's on-disable
   * first, which may refuse. This waits for some seconds.
   *
   * @throws IntegrationApiException.NotEnabled if it isn't enabled there
   */
  public Operation beginDisablingOnSite(String siteId) {
    return requests.begin(Target.site(siteId), "disable", Optional.empty());
  }

  /**
   * Begins to disable the integration on that team, as {@link #beginDisablingOnSite} does on a
   * site.
   *
   * @throws IntegrationApiException.NotEnabled if it isn't enabled there
   */
  public Operation beginDisablingOnTeam(String teamId) {
    return requests.begin(Target.team(teamId), "disable", Optional.empty());
  }

  /** How far an operation has come. */
  public Operation operation(String operationId) {
    return requests.ofOperation(operationId, "GET", "", Optional.empty());
  }

  /** Says that what on-enable or on-disable answered {@link EnableResult#accepted} to is done. */
  public Operation confirmOperation(String operationId) {
    return requests.ofOperation(operationId, "POST", "/confirm", Optional.empty());
  }

  /** Says that it can't be done after all; the user is shown the reason. */
  public Operation rejectOperation(String operationId, String reason) {
    JsonObject body = JsonObject.builder().put("reason", reason).build();
    return requests.ofOperation(operationId, "POST", "/reject", Optional.of(body));
  }

  /**
   * Tells the site's people that something is wrong with the integration there.
   *
   * @param key names the problem; telling it again replaces its message
   * @param message what is wrong and what to do, for them
   */
  public void reportSiteProblem(String siteId, String key, String message) {
    report(Target.site(siteId), key, message);
  }

  /** Tells the team's people that something is wrong with the integration there. */
  public void reportTeamProblem(String teamId, String key, String message) {
    report(Target.team(teamId), key, message);
  }

  /** The token stays out of logs. */
  @Override
  public String toString() {
    return "NetlifyIntegrationClient[" + requests + "]";
  }

  private IntegrationAnswer get(Target target) {
    PlatformRequest request = requests.on(target, "GET", "", Optional.empty());
    return requests.read(request, target.toString(), IntegrationAnswer::from);
  }

  private String enable(Target target, Object context) {
    PlatformRequest request =
        requests.on(target, "POST", "", Optional.of(beginning(target, context)));
    return requests.read(request, target.toString(), TokenAnswer::from).token();
  }

  private Operation beginEnabling(Target target, Object context) {
    return requests.begin(target, "enable", Optional.of(beginning(target, context)));
  }

  private JsonObject beginning(Target target, Object context) {
    return new EnableRequest(Contexts.written(requests.slug(), target, context)).toJson();
  }

  private void updateContext(Target target, Object context) {
    update(target, UpdateRequest.ofContext(Contexts.written(requests.slug(), target, context)));
  }

  private void update(Target target, UpdateRequest update) {
    tell(target, "PUT", "", update.toJson());
  }

  private void report(Target target, String key, String message) {
    JsonObject body = JsonObject.builder().put("key", key).put("message", message).build();
    tell(target, "POST", "/problems", body);
  }

  private void tell(Target target, String method, String rest, JsonObject body) {
    requests.done(requests.on(target, method, rest, Optional.of(body)), target.toString());
  }
}

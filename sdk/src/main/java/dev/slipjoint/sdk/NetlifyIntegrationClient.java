package dev.slipjoint.sdk;

import dev.slipjoint.protocol.EnableRequest;
import dev.slipjoint.protocol.IntegrationAnswer;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TokenAnswer;
import dev.slipjoint.protocol.UpdateRequest;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the Integration API about one integration, with one token. Handlers get theirs from {@link
 * HandlerContext#client()}; other programs make one. It may be used by many threads at once.
 *
 * <p>Every method asks the platform, and throws {@link IntegrationApiException} where that doesn't
 * do it, or {@link IllegalArgumentException} for an id that can't be one. What may be asked twice
 * (everything but enabling) is asked up to three times when the platform can't be reached, is
 * overloaded or stands behind a gateway that says so, within {@link
 * IntegrationTimeouts#operation()}. Answers are at most 2 MiB.
 *
 * <p>A context is written as a {@code Map}, a record, or exact JSON ({@link JsonObject}); it must
 * come out as a JSON object, at most 512 KiB at the platform.
 */
public final class NetlifyIntegrationClient {
  /** How the tokens begin that enabling answers; a user's may be bad for any reason. */
  private static final String INSTALLATION_TOKEN = "slipi_";

  private final PlatformConnection connection;
  private final String slug;
  private final String token;

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
    this.connection = connection;
    this.slug = new Slug(slug).value();
    this.token = CallTokens.checked(token);
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
    disable(Target.site(siteId));
  }

  /**
   * Disables the integration on that team, which forgets its context there.
   *
   * @throws IntegrationApiException.NotEnabled if it isn't enabled there
   */
  public void disableTeamIntegration(String teamId) {
    disable(Target.team(teamId));
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

  /** The token stays out of logs. */
  @Override
  public String toString() {
    return "NetlifyIntegrationClient[" + slug + " at " + connection.platform() + "]";
  }

  private IntegrationAnswer get(Target target) {
    return read(request("GET", target, Optional.empty()), target, IntegrationAnswer::from);
  }

  private String enable(Target target, Object context) {
    JsonObject body = new EnableRequest(Contexts.written(slug, target, context)).toJson();
    return read(request("POST", target, Optional.of(body)), target, TokenAnswer::from).token();
  }

  private void updateContext(Target target, Object context) {
    update(target, UpdateRequest.ofContext(Contexts.written(slug, target, context)));
  }

  private void update(Target target, UpdateRequest update) {
    done(request("PUT", target, Optional.of(update.toJson())), target);
  }

  private void disable(Target target) {
    PlatformRequest request = request("DELETE", target, Optional.empty());
    PlatformAnswer answer = connection.ask(request);
    // The answer to an earlier attempt was lost on its way: that attempt is what disabled it.
    boolean doneBefore =
        answer.isRepeated() && (Refusals.isNotEnabled(answer) || endedWithTheInstallation(answer));
    if (!answer.isSuccess() && !doneBefore) {
      throw new Refusals(connection, slug, target).of(request, answer);
    }
  }

  /** An installation's token ends with it, so the attempt that disabled it was the last with it. */
  private boolean endedWithTheInstallation(PlatformAnswer answer) {
    return answer.status() == 401 && token.startsWith(INSTALLATION_TOKEN);
  }

  private <T> T read(PlatformRequest request, Target target, Function<JsonObject, T> reader) {
    PlatformAnswer answer = done(request, target);
    try {
      return reader.apply(answer.json());
    } catch (JsonRefused e) {
      throw connection.unusable(request, "its answer makes no sense. " + e.getMessage(), answer);
    }
  }

  private PlatformAnswer done(PlatformRequest request, Target target) {
    PlatformAnswer answer = connection.ask(request);
    if (!answer.isSuccess()) {
      throw new Refusals(connection, slug, target).of(request, answer);
    }
    return answer;
  }

  private PlatformRequest request(String method, Target target, Optional<JsonObject> body) {
    String level =
        switch (target) {
          case Target.Site site -> "/site/";
          case Target.Team team -> "/team/";
        };
    String path = level + target.value() + "/integrations/" + slug;
    return new PlatformRequest(method, path, token, body);
  }
}

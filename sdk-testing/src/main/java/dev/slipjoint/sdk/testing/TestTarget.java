package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationApiException.NotEnabled;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import java.util.stream.Collectors;

/**
 * A site or a team of a {@link TestPlatform}, as one integration sees it. The integration is called
 * as the team's owner, unless {@code as} says otherwise. What is looked at is what the platform
 * keeps, whichever fault it has.
 */
public abstract sealed class TestTarget permits TestSite, TestTeam {
  private final Calls calls;

  /** What the integration's calls name: {@code siteId}, {@code teamId}, or both. */
  private final JsonObject ids;

  TestTarget(Calls calls, JsonObject ids) {
    this.calls = calls;
    this.ids = ids;
  }

  /** Calls that handler of the integration with POST and no body. */
  public HandlerResponse call(String handler) {
    return call(handler, "");
  }

  /** Calls that handler of the integration with POST and that body. */
  public HandlerResponse call(String handler, String body) {
    return calls.post(handler + query(), body);
  }

  /** Enables the integration here, by its own {@code on-enable}, and returns its answer. */
  public HandlerResponse enable() {
    return calls.post("on-enable", ids.toString());
  }

  /** Disables the integration here, by its own {@code on-disable}, and returns its answer. */
  public HandlerResponse disable() {
    return calls.post("on-disable" + query(), "");
  }

  /** Whether the integration is enabled here. */
  public boolean isEnabled() {
    try {
      context();
      return true;
    } catch (NotEnabled e) {
      return false;
    }
  }

  /**
   * The integration's context here.
   *
   * @throws NotEnabled if the integration isn't enabled here
   */
  public abstract JsonObject context();

  /**
   * The integration's context here as a value of that type.
   *
   * @throws NotEnabled if the integration isn't enabled here
   * @throws dev.slipjoint.sdk.IntegrationApiException.InvalidContext if it doesn't fit
   */
  public abstract <T> T context(Class<T> type);

  /**
   * Replaces the integration's context here: by a map, a record or exact JSON.
   *
   * @throws NotEnabled if the integration isn't enabled here
   */
  public abstract void setContext(Object context);

  final Calls calls() {
    return calls;
  }

  final NetlifyIntegrationClient observer() {
    return calls.observer();
  }

  private String query() {
    return ids.members().keySet().stream()
        .map(name -> name + "=" + ids.string(name))
        .collect(Collectors.joining("&", "?", ""));
  }
}

package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationApiException;
import dev.slipjoint.sdk.IntegrationApiException.NotEnabled;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A site or a team of a {@link TestPlatform}, as one integration sees it. Everything is done as the
 * team's owner, unless {@code as} says otherwise. What is looked at is what the platform keeps,
 * whichever fault it has.
 *
 * <p>{@link #call}, {@link #enable} and {@link #disable} go through the platform, which calls the
 * integration with a token of its own. The methods that end in {@code Directly} are what a client
 * of the v1 API does, which calls the integration's host itself and hands it the user's token.
 */
public abstract sealed class TestTarget permits TestSite, TestTeam {
  private final Calls calls;
  private final Target target;

  /** What direct calls name: {@code siteId}, {@code teamId}, or both. */
  private final JsonObject ids;

  TestTarget(Calls calls, Target target, JsonObject ids) {
    this.calls = calls;
    this.target = target;
    this.ids = ids;
  }

  /**
   * Lets the platform call that handler with POST and no body, and returns what its caller gets.
   */
  public HandlerResponse call(String handler) {
    return call(handler, "");
  }

  /** Lets the platform call that handler with POST and that body. */
  public HandlerResponse call(String handler, String body) {
    return calls.throughPlatform(target, handler, body);
  }

  /** Calls that handler on the integration's own host, with the user's token and no body. */
  public HandlerResponse callDirectly(String handler) {
    return callDirectly(handler, "");
  }

  /** Calls that handler on the integration's own host, with the user's token and that body. */
  public HandlerResponse callDirectly(String handler, String body) {
    return calls.directly(handler + query(), body);
  }

  /**
   * Lets the platform enable the integration here, which asks its {@code on-enable}. This returns
   * when that is over, or waits for the clock or the integration's confirmation.
   *
   * @throws IntegrationApiException.AlreadyEnabled if it is enabled
   * @throws IntegrationApiException if the platform doesn't begin with it
   */
  public TestOperation enable() {
    return calls.enable(target, Optional.empty());
  }

  /**
   * The same with a first context: a map, a record or exact JSON.
   *
   * @throws IntegrationApiException if the platform doesn't begin with it
   */
  public TestOperation enable(Object context) {
    return calls.enable(target, Optional.of(context));
  }

  /**
   * Lets the platform disable the integration here, which asks its {@code on-disable} first. This
   * returns when that is over, or waits for the clock or the integration's confirmation.
   *
   * @throws NotEnabled if it isn't enabled
   * @throws IntegrationApiException if the platform doesn't begin with it
   */
  public TestOperation disable() {
    return calls.disable(target);
  }

  /**
   * Lets the platform disable the integration here without asking it. In a handler of your test,
   * this is in the middle of a call, whose token is worth nothing from then on.
   *
   * @throws AssertionError if the platform refuses
   */
  public TestOperation disableByForce() {
    return calls.disableByForce(target);
  }

  /** Calls {@code on-enable} on the integration's own host, with the user's token. */
  public HandlerResponse enableDirectly() {
    return calls.directly("on-enable", ids.toString());
  }

  /** Calls {@code on-disable} on the integration's own host, with the user's token. */
  public HandlerResponse disableDirectly() {
    return calls.directly("on-disable" + query(), "");
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

package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import java.util.Optional;

/**
 * What an update is asked with: a new context, switches, or both. What is absent stays as it is.
 * Source: docs/reference/wire.md, «Update».
 */
public record UpdateRequest(
    Optional<JsonObject> config,
    Optional<Boolean> hasBuildHookEnabled,
    Optional<Boolean> hasConnectorsEnabled) {

  /** Replaces the context. */
  public static UpdateRequest ofContext(JsonObject config) {
    return new UpdateRequest(Optional.of(config), Optional.empty(), Optional.empty());
  }

  /** Turns the build event handlers on or off. */
  public static UpdateRequest ofBuildHook(boolean on) {
    return new UpdateRequest(Optional.empty(), Optional.of(on), Optional.empty());
  }

  /** Turns a team's connectors on or off. */
  public static UpdateRequest ofConnectors(boolean on) {
    return new UpdateRequest(Optional.empty(), Optional.empty(), Optional.of(on));
  }

  /**
   * Reads a body about a site, which has no connectors.
   *
   * @throws JsonRefused if a member has the wrong type, or there is nothing to change
   */
  public static UpdateRequest ofSite(JsonObject body) {
    return from(body, Optional.empty());
  }

  /**
   * Reads a body about a team.
   *
   * @throws JsonRefused if a member has the wrong type, or there is nothing to change
   */
  public static UpdateRequest ofTeam(JsonObject body) {
    return from(body, Members.flag(body, Members.CONNECTORS));
  }

  private static UpdateRequest from(JsonObject body, Optional<Boolean> connectors) {
    UpdateRequest update =
        new UpdateRequest(Members.config(body), Members.flag(body, Members.BUILD_HOOK), connectors);
    if (update.equals(new UpdateRequest(Optional.empty(), Optional.empty(), Optional.empty()))) {
      throw new JsonRefused(
          JsonRefused.Reason.NOTHING_TO_CHANGE,
          "",
          "The body must have \"config\", or a switch such as \"has_build_hook_enabled\".");
    }
    return update;
  }

  /** The body. */
  public JsonObject toJson() {
    JsonObject.Builder body = JsonObject.builder();
    config.ifPresent(it -> body.put(Members.CONFIG, it));
    hasBuildHookEnabled.ifPresent(it -> body.put(Members.BUILD_HOOK, it));
    hasConnectorsEnabled.ifPresent(it -> body.put(Members.CONNECTORS, it));
    return body.build();
  }
}

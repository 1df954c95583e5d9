package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import java.util.Optional;
import java.util.Set;

/**
 * What a site or a team keeps of an integration. Only a team has connectors. Source:
 * docs/reference/wire.md, «Read».
 */
public record IntegrationAnswer(
    JsonObject config, boolean hasBuildHookEnabled, Optional<Boolean> hasConnectorsEnabled) {

  private static final Set<String> ENVELOPE =
      Set.of(Members.CONFIG, Members.BUILD_HOOK, Members.CONNECTORS);

  /**
   * Reads a body.
   *
   * @throws JsonRefused if a member has the wrong type
   */
  public static IntegrationAnswer from(JsonObject body) {
    return new IntegrationAnswer(
        Members.config(body).orElse(JsonObject.EMPTY),
        Members.flag(body, Members.BUILD_HOOK).orElse(false),
        Members.flag(body, Members.CONNECTORS));
  }

  /** The body. */
  public JsonObject toJson() {
    return envelope().build();
  }

  /**
   * The body with the context's own members beside it, except where one has an envelope's name.
   *
   * <p>Netlify: the documentation reads {@code custom_field} straight off the answer, the clients
   * read it under {@code config}. This answer serves both.
   */
  public JsonObject toMirroredJson() {
    JsonObject.Builder body = envelope();
    config
        .members()
        .forEach(
            (name, value) -> {
              if (!ENVELOPE.contains(name)) {
                body.put(name, value);
              }
            });
    return body.build();
  }

  private JsonObject.Builder envelope() {
    JsonObject.Builder body =
        JsonObject.builder()
            .put(Members.CONFIG, config)
            .put(Members.BUILD_HOOK, hasBuildHookEnabled);
    hasConnectorsEnabled.ifPresent(it -> body.put(Members.CONNECTORS, it));
    return body;
  }
}

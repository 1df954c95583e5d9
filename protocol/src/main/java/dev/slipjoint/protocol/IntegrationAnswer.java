package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import java.util.List;
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

  /** As they stand in canonical text. */
  private static final List<String> QUOTED = ENVELOPE.stream().map(it -> "\"" + it + "\"").toList();

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

  /**
   * The text of a mirrored body, out of a context's canonical text, which need not be read for it.
   *
   * @param config the text of an object
   */
  public static String mirroredText(
      String config, boolean hasBuildHookEnabled, Optional<Boolean> hasConnectorsEnabled) {
    if (mayHide(config) && JsonReader.read(config, JsonLimits.NONE) instanceof JsonObject object) {
      return new IntegrationAnswer(object, hasBuildHookEnabled, hasConnectorsEnabled)
          .toMirroredJson()
          .toString();
    }
    StringBuilder text = opened(config, hasBuildHookEnabled, hasConnectorsEnabled);
    if (!config.equals("{}")) {
      text.append(',').append(config, 1, config.length() - 1);
    }
    return text.append('}').toString();
  }

  /** Whether a member may have a name of the envelope's. */
  private static boolean mayHide(String config) {
    for (String name : QUOTED) {
      if (config.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** The text of a body, out of a context's canonical text. */
  public static String text(
      String config, boolean hasBuildHookEnabled, Optional<Boolean> hasConnectorsEnabled) {
    return opened(config, hasBuildHookEnabled, hasConnectorsEnabled).append('}').toString();
  }

  /** Without its end. */
  private static StringBuilder opened(
      String config, boolean hasBuildHookEnabled, Optional<Boolean> hasConnectorsEnabled) {
    StringBuilder text =
        new StringBuilder(2 * config.length() + 100)
            .append("{\"" + Members.CONFIG + "\":")
            .append(config)
            .append(",\"" + Members.BUILD_HOOK + "\":")
            .append(hasBuildHookEnabled);
    hasConnectorsEnabled.ifPresent(
        it -> text.append(",\"" + Members.CONNECTORS + "\":").append(it));
    return text;
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

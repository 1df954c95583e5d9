package dev.slipjoint.sdk;

import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.sdk.IntegrationApiException.InvalidContext;
import java.util.Optional;

/** Contexts between exact JSON and authors' types, refused in the client's words. */
final class Contexts {
  private Contexts() {}

  static JsonObject written(String slug, Target target, Object context) {
    try {
      return Json.object(context);
    } catch (JsonRefused e) {
      throw new InvalidContext(
          "This can't be the context of %s on %s: %s".formatted(slug, target, e.getMessage()),
          e.pointer(),
          Optional.empty());
    }
  }

  static <T> T read(JsonObject context, Class<T> type) {
    try {
      return Json.read(context, type);
    } catch (JsonRefused e) {
      throw new InvalidContext(
          "The context can't be read as that type. " + e.getMessage(),
          e.pointer(),
          Optional.empty());
    }
  }
}

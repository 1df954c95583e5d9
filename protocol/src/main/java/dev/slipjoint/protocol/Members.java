package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonRefused.Reason;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Takes members of a known type out of a body. Netlify: v1 names are snake_case. */
final class Members {
  static final String CONFIG = "config";
  static final String BUILD_HOOK = "has_build_hook_enabled";
  static final String CONNECTORS = "has_connectors_enabled";

  private Members() {}

  /** The context is the one object that bodies hold. */
  static Optional<JsonObject> config(JsonObject body) {
    return body.find(CONFIG)
        .map(
            value -> {
              if (value instanceof JsonObject object) {
                return object;
              }
              throw new JsonRefused(
                  Reason.CONFIG_NOT_OBJECT, "/" + CONFIG, "\"config\" must be a JSON object.");
            });
  }

  static Optional<Boolean> flag(JsonObject body, String name) {
    return body.find(name)
        .map(
            value ->
                switch (value) {
                  case JsonLiteral.TRUE -> true;
                  case JsonLiteral.FALSE -> false;
                  case JsonValue other -> throw wrong(name, "true or false");
                });
  }

  static Optional<String> text(JsonObject body, String name) {
    return body.find(name)
        .map(
            value -> {
              if (value instanceof JsonString text) {
                return text.value();
              }
              throw wrong(name, "a string");
            });
  }

  static String requiredText(JsonObject body, String name) {
    return text(body, name)
        .orElseThrow(() -> new JsonRefused(Reason.WRONG_TYPE, "", "\"" + name + "\" is missing."));
  }

  /** A text that stands for something, such as an id. */
  static <T> T required(JsonObject body, String name, Function<String, T> reader) {
    return read(name, requiredText(body, name), reader);
  }

  static <T> Optional<T> optional(JsonObject body, String name, Function<String, T> reader) {
    return text(body, name).map(it -> read(name, it, reader));
  }

  static Optional<JsonObject> object(JsonObject body, String name) {
    return body.find(name)
        .map(
            value -> {
              if (value instanceof JsonObject object) {
                return object;
              }
              throw wrong(name, "an object");
            });
  }

  private static <T> T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException | NoSuchElementException | DateTimeException e) {
      throw wrong(name, "spelled as such");
    }
  }

  private static JsonRefused wrong(String name, String type) {
    return new JsonRefused(Reason.WRONG_TYPE, "/" + name, "\"" + name + "\" must be " + type + ".");
  }
}

package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonRefused.Reason;
import dev.slipjoint.protocol.json.JsonValue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Between authors' types and exact JSON. Everything goes through the exact reader, so whatever
 * leaves here can be kept exactly. Messages never quote values: they may end in a log.
 */
final class Json {

  /** What an answer of a handler may be: no context, so only nesting is bounded. */
  private static final JsonLimits ANSWER =
      new JsonLimits(
          JsonLimits.DEFAULT.depth(),
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new ExactJsonModule())
          // Members stay in the order in which they were declared.
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          // 1.10 stays 1.10, and 1.5 never becomes 1.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // A context that was written before a member existed can still be read.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // A class that shows no member would turn into {}, and what it holds be lost.
          .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          // NaN would turn into a string; unquoted, the exact reader refuses it.
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private Json() {}

  /**
   * An author's map, record or exact JSON as a context.
   *
   * @throws JsonRefused if it is no JSON object, or none that can be kept exactly
   */
  static JsonObject object(Object value) {
    if (value(value, JsonLimits.DEFAULT) instanceof JsonObject object) {
      return object;
    }
    throw new JsonRefused(
        Reason.WRONG_TYPE, "", "A context must be a JSON object: a map, a record or a JsonObject.");
  }

  /**
   * The text of any value.
   *
   * @throws IllegalArgumentException if it can't be written as JSON
   */
  static String text(@Nullable Object value) {
    try {
      return value(value, ANSWER).toString();
    } catch (JsonRefused e) {
      throw new IllegalArgumentException("This can't be an answer: " + e.getMessage(), e);
    }
  }

  /**
   * The object as a value of that type.
   *
   * @throws JsonRefused if it doesn't fit
   */
  static <T> T read(JsonObject object, Class<T> type) {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    try {
      return MAPPER.readValue(object.toString(), type);
    } catch (JacksonException e) {
      String pointer = pointer(e);
      throw new JsonRefused(
          Reason.WRONG_TYPE,
          pointer,
          "The JSON does not fit %s%s (%s)."
              .formatted(
                  type.getSimpleName(),
                  pointer.isEmpty() ? "" : " at " + pointer,
                  e.getClass().getSimpleName()));
    }
  }

  private static JsonValue value(@Nullable Object value, JsonLimits limits) {
    try {
      return JsonReader.read(MAPPER.writeValueAsString(value), limits);
    } catch (JacksonException e) {
      String type = value == null ? "null" : value.getClass().getSimpleName();
      throw new JsonRefused(
          Reason.WRONG_TYPE,
          pointer(e),
          "A %s can't be written as JSON (%s).".formatted(type, e.getClass().getSimpleName()));
    }
  }

  private static String pointer(JacksonException e) {
    return e.getPath().stream().map(step -> "/" + token(step)).collect(Collectors.joining());
  }

  /** One step, escaped as in RFC 6901. */
  private static String token(JacksonException.Reference step) {
    String name = step.getPropertyName();
    return name == null
        ? Integer.toString(step.getIndex())
        : name.replace("~", "~0").replace("/", "~1");
  }
}

package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Lets a member of an author's record be exact JSON. */
final class ExactJsonModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  ExactJsonModule() {
    super("slipjoint-exact-json");
    addSerializer(JsonValue.class, new Writer());
    reads(JsonValue.class);
    reads(JsonObject.class);
    reads(JsonArray.class);
    reads(JsonString.class);
    reads(JsonNumber.class);
    reads(JsonLiteral.class);
  }

  private <T extends JsonValue> void reads(Class<T> type) {
    addDeserializer(type, new Reader<>(type));
  }

  private static final class Writer extends StdSerializer<JsonValue> {
    private Writer() {
      super(JsonValue.class);
    }

    @Override
    public void serialize(JsonValue value, JsonGenerator out, SerializationContext context) {
      out.writeRawValue(value.toString());
    }
  }

  private static final class Reader<T extends JsonValue> extends StdDeserializer<T> {
    private final Class<T> type;

    private Reader(Class<T> type) {
      super(type);
      this.type = type;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) {
      JsonValue value = value(in);
      return type.isInstance(value)
          ? type.cast(value)
          : context.reportInputMismatch(type, "another type of JSON");
    }

    /** Jackson asks for a {@code null} in its own way. */
    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
      return type.isInstance(JsonLiteral.NULL) ? JsonLiteral.NULL : null;
    }

    private static JsonValue value(JsonParser in) {
      return switch (in.currentToken()) {
        case START_OBJECT -> object(in);
        case START_ARRAY -> array(in);
        case VALUE_STRING -> new JsonString(in.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(in.getString());
        case VALUE_TRUE -> JsonLiteral.TRUE;
        case VALUE_FALSE -> JsonLiteral.FALSE;
        case VALUE_NULL -> JsonLiteral.NULL;
        case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
            throw new IllegalStateException("No value begins with " + in.currentToken());
      };
    }

    private static JsonObject object(JsonParser in) {
      JsonObject.Builder members = JsonObject.builder();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        members.put(name, value(in));
      }
      return members.build();
    }

    private static JsonArray array(JsonParser in) {
      List<JsonValue> elements = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(in));
      }
      return new JsonArray(elements);
    }
  }
}

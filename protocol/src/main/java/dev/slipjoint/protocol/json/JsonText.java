package dev.slipjoint.protocol.json;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/** Writes the canonical text of a value. */
final class JsonText {

  private static final JsonFactory GRAMMAR =
      JsonFactory.builder()
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private JsonText() {}

  static String of(JsonValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = GRAMMAR.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value, out);
    }
    return text.toString();
  }

  private static void write(JsonValue value, JsonGenerator out) {
    switch (value) {
      case JsonObject object -> {
        out.writeStartObject();
        object
            .members()
            .forEach(
                (name, member) -> {
                  out.writeName(name);
                  write(member, out);
                });
        out.writeEndObject();
      }
      case JsonArray array -> {
        out.writeStartArray();
        array.elements().forEach(element -> write(element, out));
        out.writeEndArray();
      }
      case JsonString string -> out.writeString(string.value());
      case JsonNumber number -> out.writeNumber(number.lexeme());
      case JsonLiteral literal -> out.writeRawValue(literal.toString());
    }
  }
}

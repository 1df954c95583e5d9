package dev.slipjoint.protocol.json;

import dev.slipjoint.protocol.json.JsonRefused.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON exactly or refuses it: one value of RFC 8259 in UTF-8 and nothing after it, each name
 * once, no U+0000, no half surrogate, no number that a double can't hold.
 *
 * <p>The grammar is Jackson's; what Jackson lets through by default (overlong UTF-8, half
 * surrogates, duplicate names, numbers beyond a double) is refused here.
 */
public final class JsonReader {

  /** The grammar alone: every limit is ours, so that a refusal can name it. */
  private static final JsonFactory GRAMMAR =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int LARGEST_EXPONENT = 400;
  private static final int LONGEST_POINTER = 200;

  private final JsonParser parser;
  private final JsonLimits limits;
  private final List<String> path = new ArrayList<>();
  private int values;

  private JsonReader(JsonParser parser, JsonLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  /**
   * Reads bytes that must be UTF-8.
   *
   * @throws JsonRefused if they aren't one exact JSON value
   */
  public static JsonValue read(byte[] utf8, JsonLimits limits) {
    return read(decode(utf8), limits);
  }

  /**
   * Reads a text.
   *
   * @throws JsonRefused if it isn't one exact JSON value
   */
  public static JsonValue read(String text, JsonLimits limits) {
    try (JsonParser parser = GRAMMAR.createParser(ObjectReadContext.empty(), text)) {
      return new JsonReader(parser, limits).document();
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads an object within the default limits.
   *
   * @throws JsonRefused if the text isn't one exact JSON object
   */
  public static JsonObject readObject(String text) {
    if (read(text, JsonLimits.DEFAULT) instanceof JsonObject object) {
      return object;
    }
    throw new JsonRefused(Reason.WRONG_TYPE, "", "This must be a JSON object.");
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new JsonRefused(Reason.INVALID_JSON, "", "The text is not valid UTF-8.");
    }
  }

  private static JsonRefused malformed(JacksonException e) {
    if (isHalfPairInName(e)) {
      return new JsonRefused(Reason.INVALID_STRING, "", "A name holds half a surrogate pair.");
    }
    var where = e.getLocation();
    String place =
        where == null || where.getLineNr() < 1
            ? ""
            : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    return new JsonRefused(Reason.INVALID_JSON, "", "The text is not valid JSON" + place + ".");
  }

  /** Jackson looks for half surrogates only in names with escapes, and tells by words alone. */
  private static boolean isHalfPairInName(JacksonException e) {
    String words = e.getOriginalMessage();
    return words.startsWith("Broken surrogate pair in property name")
        || words.startsWith("Unexpected low surrogate in property name");
  }

  private JsonValue document() {
    JsonValue value = value(parser.nextToken());
    if (parser.nextToken() != null) {
      throw new JsonRefused(Reason.INVALID_JSON, "", "There is more text after the JSON value.");
    }
    return value;
  }

  private JsonValue value(@Nullable JsonToken token) {
    if (token == null) {
      throw new JsonRefused(Reason.INVALID_JSON, "", "The text is empty: a JSON value is missing.");
    }
    if (++values > limits.values()) {
      throw refused(Reason.TOO_LARGE, "More than " + limits.values() + " values");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING ->
          new JsonString(exact(parser.getString(), limits.stringLength(), "A string"));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE -> JsonLiteral.TRUE;
      case VALUE_FALSE -> JsonLiteral.FALSE;
      case VALUE_NULL -> JsonLiteral.NULL;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("The grammar gave " + token + " where a value begins");
    };
  }

  private JsonObject object() {
    checkDepth();
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      enter(name);
      exact(name, limits.nameLength(), "A name");
      if (members.containsKey(name)) {
        throw refused(Reason.DUPLICATE_KEY, "A name stands twice in one object");
      }
      members.put(name, value(parser.nextToken()));
      leave();
      if (members.size() > limits.members()) {
        throw refused(Reason.TOO_LARGE, "An object has more than " + limits.members() + " members");
      }
    }
    return members.isEmpty() ? JsonObject.EMPTY : new JsonObject(members);
  }

  private JsonArray array() {
    checkDepth();
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      enter(Integer.toString(elements.size()));
      elements.add(value(token));
      leave();
    }
    return elements.isEmpty() ? JsonArray.EMPTY : new JsonArray(elements);
  }

  private void checkDepth() {
    if (path.size() >= limits.depth()) {
      throw refused(Reason.TOO_DEEP, "Nested more than " + limits.depth() + " deep");
    }
  }

  private void enter(String step) {
    path.add(step);
  }

  private void leave() {
    path.removeLast();
  }

  private JsonNumber number(String lexeme) {
    if (lexeme.length() > limits.numberLength()) {
      throw refused(
          Reason.NUMBER_OUT_OF_RANGE,
          "A number has more than " + limits.numberLength() + " characters");
    }
    if (Double.isInfinite(Double.parseDouble(lexeme)) || exponentIsHuge(lexeme)) {
      throw refused(Reason.NUMBER_OUT_OF_RANGE, "A number is beyond the range of a double");
    }
    return new JsonNumber(lexeme);
  }

  /** Tiny numbers parse to zero, but their exponent would still cost whoever expands it. */
  private static boolean exponentIsHuge(String lexeme) {
    int e = Math.max(lexeme.indexOf('e'), lexeme.indexOf('E'));
    return e >= 0 && Math.abs(Double.parseDouble(lexeme.substring(e + 1))) > LARGEST_EXPONENT;
  }

  private String exact(String text, int longest, String what) {
    if (text.length() > longest) {
      throw refused(Reason.TOO_LARGE, what + " is longer than " + longest + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw refused(Reason.INVALID_STRING, what + " holds U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw refused(Reason.INVALID_STRING, what + " holds half a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  private JsonRefused refused(Reason reason, String what) {
    StringBuilder pointer = new StringBuilder();
    for (String step : path) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
      if (pointer.length() > LONGEST_POINTER) {
        return new JsonRefused(reason, "", what + ".");
      }
    }
    return new JsonRefused(reason, printable(pointer.toString()), what + ".");
  }

  /** A pointer is shown to people and put into an answer: a broken name must not break it too. */
  private static String printable(String pointer) {
    boolean broken =
        pointer.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
    return broken ? "" : pointer;
  }
}

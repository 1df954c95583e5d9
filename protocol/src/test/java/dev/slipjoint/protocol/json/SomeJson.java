package dev.slipjoint.protocol.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes JSON values, and spells them as clients may: with blanks and needless escapes. */
final class SomeJson {

  /** Code points at the edges of what is kept. */
  private static final int[] EDGES = {
    0x01, 0x08, 0x09, 0x0a, 0x0b, 0x1f, '"', '\\', '/', 0x7f, 0x80, 0xe9, 0x301, 0x2028, 0xd7ff,
    0xe000, 0xfeff, 0xfffe, 0xffff, 0x10000, 0x1f600, 0x10ffff
  };

  private static final List<String> NUMBERS =
      List.of("0", "-0", "-0.0", "1.10", "1e2", "1E+2", "1e-400", "1.7976931348623157e308");

  private static final List<JsonLiteral> LITERALS = List.of(JsonLiteral.values());

  private final SplittableRandom random;

  SomeJson(SplittableRandom random) {
    this.random = random;
  }

  JsonValue value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> new JsonNumber(number());
      case 1 -> new JsonNumber(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 2, 3 -> new JsonString(string());
      case 4 -> LITERALS.get(random.nextInt(LITERALS.size()));
      case 5 -> new JsonArray(Stream.generate(() -> value(depth - 1)).limit(few()).toList());
      default -> object(depth);
    };
  }

  JsonObject object(int depth) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = few(); i > 0; i--) {
      members.put(string(), value(depth - 1));
    }
    return new JsonObject(members);
  }

  private String number() {
    StringBuilder lexeme = new StringBuilder(random.nextBoolean() ? "-" : "");
    lexeme.append(random.nextInt(4) == 0 ? "0" : random.nextInt(1, 10) + digits(0, 30));
    if (random.nextBoolean()) {
      lexeme.append('.').append(digits(1, 20));
    }
    if (random.nextInt(3) == 0) {
      lexeme.append(pick("e", "E")).append(pick("", "+", "-")).append(digits(1, 2));
    }
    return lexeme.toString();
  }

  private String digits(int from, int to) {
    return random
        .ints(random.nextInt(from, to + 1), 0, 10)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining());
  }

  private String string() {
    return random
        .ints(few(), 0, Integer.MAX_VALUE)
        .map(
            i ->
                switch (i % 3) {
                  case 0 -> EDGES[i % EDGES.length];
                  case 1 -> 'a' + i % 26;
                  default -> i % 0xd800 == 0 ? 1 : i % 0xd800;
                })
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  String spell(JsonValue value) {
    String text =
        switch (value) {
          case JsonObject object ->
              object.members().entrySet().stream()
                  .map(it -> blanks() + quote(it.getKey()) + blanks() + ":" + spell(it.getValue()))
                  .collect(Collectors.joining(",", "{", blanks() + "}"));
          case JsonArray array ->
              array.elements().stream()
                  .map(this::spell)
                  .collect(Collectors.joining(",", "[", blanks() + "]"));
          case JsonString string -> quote(string.value());
          case JsonNumber number -> number.lexeme();
          case JsonLiteral literal -> literal.toString();
        };
    return blanks() + text + blanks();
  }

  private String quote(String text) {
    return text.chars()
        .mapToObj(
            c ->
                // Half a pair is escaped only with its other half, so no half stands raw.
                c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate((char) c)
                    ? "\\u%04x".formatted(c)
                    : random.nextInt(4) == 0
                        ? pick("\\u%04x", "\\u%04X").formatted(c)
                        : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private String blanks() {
    return random.nextInt(3) == 0 ? pick(" ", "\n", "\t", "\r\n", "  ") : "";
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }

  private int few() {
    return random.nextInt(6);
  }
}

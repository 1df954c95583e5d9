package dev.slipjoint.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipjoint.protocol.json.JsonRefused.Reason;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  private static final String DIGITS_64 =
      "1234567890123456789012345678901234567890123456789012345678901234";

  private static JsonValue read(String text) {
    return JsonReader.read(text, JsonLimits.DEFAULT);
  }

  private static JsonRefused refusalOf(String text) {
    return refusalOf(text, JsonLimits.DEFAULT);
  }

  private static JsonRefused refusalOf(String text, JsonLimits limits) {
    return catchThrowableOfType(JsonRefused.class, () -> JsonReader.read(text, limits));
  }

  private static JsonRefused refusalOf(byte[] utf8) {
    return catchThrowableOfType(JsonRefused.class, () -> JsonReader.read(utf8, JsonLimits.DEFAULT));
  }

  private static void assertRefused(JsonRefused refusal, Reason reason, String pointer) {
    assertThat(refusal).as("the refusal").isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.pointer()).isEqualTo(pointer);
    assertThat(refusal.getMessage()).matches("[A-Z][\\x20-\\x7e]*\\.");
  }

  private static String nested(String open, String inner, String close, int times) {
    return open.repeat(times) + inner + close.repeat(times);
  }

  @Nested
  class WhatIsKept {

    static Stream<String> exactTexts() {
      return Stream.of(
          // Numbers keep their lexeme.
          "0",
          "-0",
          "0.0",
          "-0.0",
          "1.10",
          "1e2",
          "1E2",
          "1E+2",
          "1e+02",
          "1e-2",
          "-0e-0",
          "1e-400",
          "0e400",
          "4.9e-324",
          "1.7976931348623157e308",
          "-1.7976931348623157e308",
          "9007199254740993",
          "12345678901234567890",
          "-12345678901234567890",
          DIGITS_64,
          "-" + DIGITS_64.substring(1),
          "0." + DIGITS_64.substring(2),
          // Strings keep their code points.
          "\"\"",
          "\"  not trimmed  \"",
          "\"/a/b\"",
          "\"<script>&'\"",
          "\"é\"",
          "\"e\u0301\"",
          "\"😀\"",
          "\"\u007f\u0080\u009f\"",
          "\"\u2028\u2029\"",
          "\"\ufeff\"",
          "\"\ufdd0\ufffe\uffff\"",
          "\"\udbff\udfff\"",
          "\"\u202e\u200b\"",
          // Of the characters that must be escaped, each has one spelling.
          "\"\\\"\\\\\\b\\f\\n\\r\\t\"",
          "\"\\u0001\\u000B\\u001F\"",
          // Names are plain data, and members keep their order.
          "{}",
          "[]",
          "{\"\":0}",
          "{\"b\":1,\"a\":2,\"c\":3,\"10\":4,\"9\":5}",
          "{\"__proto__\":{\"admin\":true},\"constructor\":1,\"@class\":\"a.B\",\"$type\":\"a\"}",
          "{\"@type\":[\"java.lang.Runtime\",{}],\"A\":1,\"a\":2,\"é\":3,\"e\u0301\":4}",
          "{\"a/b~c\\\"d\\\\\":[true,false,null,[[]],{\"\":{}}]}");
    }

    @ParameterizedTest
    @MethodSource("exactTexts")
    void comesOutByteForByte(String text) {
      assertThat(read(text)).hasToString(text);
      assertThat(JsonReader.read(text.getBytes(UTF_8), JsonLimits.DEFAULT)).hasToString(text);
    }

    static Stream<Arguments> spellings() {
      return Stream.of(
          arguments(" \t\r\n{ \"a\" : [ 1 , 2 ] } \n", "{\"a\":[1,2]}"),
          arguments("\"\\u0041\\u00e9\\u00C9\"", "\"AéÉ\""),
          arguments("\"\\ud83d\\uDE00\"", "\"😀\""),
          arguments("\"\\u2028\\/\"", "\"\u2028/\""),
          arguments("\"\\u007f\"", "\"\u007f\""),
          arguments("\"\\uffff\"", "\"\uffff\""),
          arguments("\"\\u0022\\u005c\"", "\"\\\"\\\\\""),
          arguments("\"\\u000a\\u001f\"", "\"\\n\\u001F\""),
          arguments("{\"\\u005f_proto__\":1}", "{\"__proto__\":1}"));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void hasOneCanonicalSpelling(String text, String canonical) {
      assertThat(read(text)).hasToString(canonical);
      assertThat(read(canonical)).isEqualTo(read(text)).hasToString(canonical);
    }

    @Test
    void membersKeepTheOrderInWhichTheyCame() {
      JsonObject object = JsonReader.readObject("{\"z\":1,\"a\":2,\"m\":3}");

      assertThat(object.members().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void twentyDigitsAreReadExactly() {
      assertThat(((JsonNumber) read("12345678901234567890")).value())
          .isEqualTo("12345678901234567890");
    }

    /** The parser reads long texts through a buffer: no token may suffer at its edge. */
    @Test
    void nothingIsLostWhereATokenStraddlesTheParsersBuffer() {
      String element = "{\"näme\\n😀\":" + DIGITS_64 + ",\"b\":[-1.10E+2,\"\\u0001 €😀\",true]}";
      String array =
          Stream.generate(() -> element).limit(400).collect(Collectors.joining(",", "[", "]"));
      for (int blanks = 0; blanks <= element.length(); blanks++) {
        assertThat(read(" ".repeat(blanks) + array).toString().equals(array))
            .as("after %d blanks", blanks)
            .isTrue();
      }
    }
  }

  @Nested
  class WhatIsRefused {

    @ParameterizedTest
    @ValueSource(
        strings = {
          // nothing, or too much
          "",
          " \n",
          "1 2",
          "{}{}",
          "{} {}",
          "{}x",
          "{},",
          "[]]",
          "{}}",
          "nullnull",
          "\"a\"\"b\"",
          "1,2",
          "{}\0",
          "1\0",
          // comments
          "/* c */ 1",
          "// c\n1",
          "# c\n1",
          "[1,/**/2]",
          "1 // c",
          "{} # c",
          // words
          "NaN",
          "-NaN",
          "Infinity",
          "-Infinity",
          "+Infinity",
          "INF",
          "TRUE",
          "True",
          "tru",
          "truex",
          "nul",
          "undefined",
          "[NaN]",
          // quotes
          "'a'",
          "{'a':1}",
          "{a:1}",
          "`a`",
          // numbers
          "01",
          "-01",
          "00",
          "+1",
          ".5",
          "-.5",
          "1.",
          "1.e1",
          "-",
          "--1",
          "1e",
          "1e+",
          "1e1.5",
          "0x10",
          "1_000",
          "1a",
          "1.2.3",
          "[01]",
          "[1.]",
          "\uff11",
          // structure
          "[",
          "]",
          "{",
          "}",
          "[1",
          "[1,",
          "[1,]",
          "[,1]",
          "[1,,2]",
          "[1 2]",
          "[1}",
          "{\"a\"",
          "{\"a\":",
          "{\"a\":1",
          "{\"a\":1,}",
          "{,}",
          "{\"a\" 1}",
          "{\"a\":}",
          "{\"a\":1 \"b\":2}",
          "{\"a\":1]",
          "{\"a\"}",
          "{1:2}",
          "{null:1}",
          "[\"a\":1]",
          ":",
          ",",
          // strings
          "\"",
          "\"a",
          "\"\\\"",
          "\"\\x41\"",
          "\"\\'\"",
          "\"\\u12\"",
          "\"\\u00g0\"",
          "\"\\u{1F600}\"",
          "\"\\U00e9\"",
          // unescaped control characters, also U+0000
          "\"a\tb\"",
          "\"a\nb\"",
          "\"a\rb\"",
          "\"\u0001\"",
          "\"\u001f\"",
          "\"\0\"",
          "{\"\0\":1}",
          "{\"a\nb\":1}",
          // blanks that JSON doesn't know
          "\ufeff{}",
          "{}\ufeff",
          "\u00a01",
          "\f1",
          "\u000b1",
          "1\u2028",
          "\u001e1",
          "\0{}"
        })
    void textThatIsNoJson(String text) {
      assertRefused(refusalOf(text), Reason.INVALID_JSON, "");
      assertRefused(refusalOf(text.getBytes(UTF_8)), Reason.INVALID_JSON, "");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "22c08022", // U+0000, overlong
          "22c0af22", // a slash, overlong
          "c1a2c1a2", // quotes, overlong
          "22e080af22", // a slash, overlong in three bytes
          "22f08080af22", // a slash, overlong in four bytes
          "22eda08022", // half a surrogate pair
          "22edbfbf22", // the other half
          "22eda081edb08022", // a pair, as CESU-8 has it
          "22f490808022", // beyond U+10FFFF
          "22f888808080 22",
          "228022", // a continuation alone
          "22c322", // é, cut
          "22e282", // €, cut
          "22f09f9822", // an emoji, cut
          "22ff22",
          "22fe22",
          "efbbbf7b7d", // a byte order mark
          "efbbbf",
          "feff007b007d", // UTF-16
          "7b007d00",
          "22e922" // é in Latin-1
        })
    void bytesThatAreNoUtf8OrNoJson(String hex) {
      assertRefused(
          refusalOf(HexFormat.of().parseHex(hex.replace(" ", ""))), Reason.INVALID_JSON, "");
    }

    @Test
    void noBytesAtAll() {
      assertRefused(refusalOf(new byte[0]), Reason.INVALID_JSON, "");
    }

    static Stream<Arguments> duplicates() {
      return Stream.of(
          arguments("{\"a\":1,\"a\":1}", "/a"),
          arguments("{\"a\":1,\"b\":2,\"\\u0061\":3}", "/a"),
          arguments("{\"\":1,\"\":2}", "/"),
          arguments("{\"x\":[0,{\"é\":1,\"\\u00e9\":2}]}", "/x/1/é"),
          arguments("{\"\\n\":1,\"\\u000a\":2}", ""),
          arguments("{\"😀\":1,\"\\ud83d\\ude00\":2}", ""),
          arguments("{\"__proto__\":1,\"__proto__\":2}", "/__proto__"));
    }

    @ParameterizedTest
    @MethodSource("duplicates")
    void namesThatStandTwice(String text, String pointer) {
      assertRefused(refusalOf(text), Reason.DUPLICATE_KEY, pointer);
    }

    static Stream<Arguments> brokenStrings() {
      return Stream.of(
          arguments("\"\\u0000\"", ""),
          arguments("{\"a\":[\"b\",\"a\\u0000b\"]}", "/a/1"),
          arguments("{\"a\":{\"\\u0000\":1}}", ""),
          arguments("\"\\ud800\"", ""),
          arguments("[\"\\udfff\"]", "/0"),
          arguments("[\"\\ude00\\ud83d\"]", "/0"),
          arguments("[\"\\ud83dx\"]", "/0"),
          arguments("[\"\\ud83d\\ud83d\\ude00\"]", "/0"),
          arguments("[\"\\ud83d\\ude00\\ude00\"]", "/0"),
          // In names with escapes, the parser finds half pairs before the reader does.
          arguments("{\"\\ud800\":1}", ""),
          arguments("{\"\\ud800x\":1}", ""),
          arguments("{\"\\ud800\\n\":1}", ""),
          arguments("{\"a\\udc00\":1}", ""),
          arguments("{\"\\ud800\\ud800\\udc00\":1}", ""),
          arguments("[\"\ud800\"]", "/0"),
          arguments("[\"\udc00\"]", "/0"),
          arguments("[\"\udc00\ud800\"]", "/0"),
          arguments("{\"\udc00\":1}", ""));
    }

    @ParameterizedTest
    @MethodSource("brokenStrings")
    void stringsThatCannotBeKept(String text, String pointer) {
      assertRefused(refusalOf(text), Reason.INVALID_STRING, pointer);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1e400",
          "-1e400",
          "1e309",
          "1.7976931348623159e308",
          "1e2147483648",
          "1e-2147483649",
          "1e99999999999999999999",
          "1E+999999999",
          "0e401",
          "1e-401",
          "0.0e-999999999",
          DIGITS_64 + "5",
          "-" + DIGITS_64,
          "0." + DIGITS_64,
          "1e0000000000000000000000000000000000000000000000000000000000000001"
        })
    void numbersThatCannotBeKept(String number) {
      assertRefused(refusalOf(number), Reason.NUMBER_OUT_OF_RANGE, "");
      assertRefused(
          refusalOf("{\"a\":[0,{\"b/c~d\":" + number + "}]}"),
          Reason.NUMBER_OUT_OF_RANGE,
          "/a/1/b~1c~0d");
    }

    @Test
    void aNumberOfAMegabyteIsRefusedByItsLengthAlone() {
      assertRefused(refusalOf("9".repeat(1 << 20)), Reason.NUMBER_OUT_OF_RANGE, "");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"c4n4ry\":tru}",
          "{\"c4n4ry\\ud800\":1}",
          "{\"a\":\"c4n4ry",
          "{\"a\":\"c4n4ry\\u0000\"}",
          "c4n4ry",
          "[\"c4n4ry\", c4n4ry]",
          "{\"c4n4ry\":1,\"c4n4ry\":2}",
          "{\"c4n4ry\":1e400}"
        })
    void noSentenceQuotesTheText(String text) {
      assertThat(refusalOf(text)).hasMessageNotContaining("c4n4ry");
    }

    @Test
    void aPointerThatNobodyWouldReadIsLeftOut() {
      assertRefused(
          refusalOf("{\"" + "a".repeat(500) + "\":1e400}"), Reason.NUMBER_OUT_OF_RANGE, "");
    }

    @Test
    void anObjectIsAskedForButSomethingElseComes() {
      assertRefused(
          catchThrowableOfType(JsonRefused.class, () -> JsonReader.readObject("[]")),
          Reason.WRONG_TYPE,
          "");
    }

    @Test
    void everyBeginningOfATextWithoutItsEnd() {
      String text = "{\"a\":[1.5e1,\"\\u00e9\",{\"b\":null}],\"c\":true}";
      for (int end = 0; end < text.length(); end++) {
        assertRefused(refusalOf(text.substring(0, end)), Reason.INVALID_JSON, "");
      }
    }
  }

  @Nested
  class Limits {

    private static final JsonLimits SMALL = new JsonLimits(3, 2, 6, 5, 4, 3);

    static Stream<String> textsAtALimit() {
      return Stream.of(
          "[[[1]]]",
          "{\"a\":{\"b\":{\"c\":1}}}",
          "[{\"a\":[1]}]",
          "[[[]],[[]]]",
          "{\"a\":1,\"b\":2}",
          "[{\"a\":1,\"b\":2},1,2]",
          "[1,2,3,4,5]",
          "\"12345\"",
          "{\"1234\":1}",
          "123",
          "-12",
          "1e2");
    }

    @ParameterizedTest
    @MethodSource("textsAtALimit")
    void areReachedWithoutHarm(String text) {
      assertThat(JsonReader.read(text, SMALL)).hasToString(text);
    }

    static Stream<Arguments> textsBeyondALimit() {
      return Stream.of(
          arguments("[[[[]]]]", Reason.TOO_DEEP, "/0/0/0", "3"),
          arguments("[[[{}]]]", Reason.TOO_DEEP, "/0/0/0", "3"),
          arguments("[1,{\"a\":[{}]}]", Reason.TOO_DEEP, "/1/a/0", "3"),
          arguments("{\"a\":{\"b\":{\"c\":{}}}}", Reason.TOO_DEEP, "/a/b/c", "3"),
          arguments("{\"a\":1,\"b\":2,\"c\":3}", Reason.TOO_LARGE, "", "2"),
          arguments("[{\"a\":1,\"b\":2,\"c\":3}]", Reason.TOO_LARGE, "/0", "2"),
          arguments("[1,2,3,4,5,6]", Reason.TOO_LARGE, "/5", "6"),
          arguments("[{\"a\":1,\"b\":2},1,2,3]", Reason.TOO_LARGE, "/3", "6"),
          arguments("[\"123456\"]", Reason.TOO_LARGE, "/0", "5"),
          arguments("{\"12345\":1}", Reason.TOO_LARGE, "/12345", "4"),
          arguments("[1234]", Reason.NUMBER_OUT_OF_RANGE, "/0", "3"),
          arguments("[-123]", Reason.NUMBER_OUT_OF_RANGE, "/0", "3"),
          arguments("[1.25]", Reason.NUMBER_OUT_OF_RANGE, "/0", "3"));
    }

    @ParameterizedTest
    @MethodSource("textsBeyondALimit")
    void areNamedWhenTheyArePassed(String text, Reason reason, String pointer, String limit) {
      JsonRefused refusal = refusalOf(text, SMALL);

      assertRefused(refusal, reason, pointer);
      assertThat(refusal).hasMessageContaining(limit);
    }

    @Test
    void ofTheWireAreThoseOfTheReference() {
      assertThat(JsonLimits.DEFAULT)
          .isEqualTo(new JsonLimits(64, 10_000, 100_000, 262_144, 1_024, 64));
    }

    static Stream<Arguments> containers() {
      return Stream.of(arguments("[", "]"), arguments("{\"a\":", "}"), arguments("[{\"a\":", "}]"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void ofDepthAre64(String open, String close) {
      int each = open.startsWith("[{") ? 2 : 1;

      assertThat(read(nested(open, "1", close, 64 / each))).isNotNull();
      assertThat(refusalOf(nested(open, "[]", close, 64 / each)).reason())
          .isEqualTo(Reason.TOO_DEEP);
      assertThat(refusalOf(nested(open, "{}", close, 64 / each)).reason())
          .isEqualTo(Reason.TOO_DEEP);
    }

    @ParameterizedTest
    @MethodSource("containers")
    @Timeout(5)
    void ofDepthHoldAgainstAHundredThousand(String open, String close) {
      assertThat(refusalOf(nested(open, "1", close, 100_000)).reason()).isEqualTo(Reason.TOO_DEEP);
      assertThat(refusalOf(open.repeat(100_000)).reason()).isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void ofMembersAreTenThousand() {
      assertThat(((JsonObject) read(wide(10_000))).members()).hasSize(10_000);
      assertRefused(refusalOf(wide(10_001)), Reason.TOO_LARGE, "");
    }

    @Test
    void ofValuesAreAHundredThousand() {
      String elements = "0,".repeat(99_998);

      assertThat(((JsonArray) read("[" + elements + "0]")).elements()).hasSize(99_999);
      assertRefused(refusalOf("[" + elements + "0,0]"), Reason.TOO_LARGE, "/99999");
    }

    @Test
    void ofStringsAre256Ki() {
      String longest = "\"" + "é".repeat(262_144) + "\"";

      assertThat(read(longest).toString().equals(longest)).isTrue();
      assertRefused(refusalOf("[\"" + "é".repeat(262_145) + "\"]"), Reason.TOO_LARGE, "/0");
    }

    @Test
    void ofNamesAre1024() {
      String longest = "{\"" + "é".repeat(1_024) + "\":1}";

      assertThat(read(longest)).hasToString(longest);
      assertRefused(refusalOf("{\"" + "é".repeat(1_025) + "\":1}"), Reason.TOO_LARGE, "");
    }

    @Test
    void ofAllKindsMayBeLifted() {
      int none = Integer.MAX_VALUE;
      JsonLimits unlimited = new JsonLimits(none, none, none, none, none, none);
      String text = nested("[", "1", "]", 600);

      assertThat(JsonReader.read(text, unlimited)).hasToString(text);
    }

    private static String wide(int members) {
      return IntStream.range(0, members)
          .mapToObj(i -> "\"" + i + "\":0")
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  @Nested
  class Attacks {

    private static String wideWithCollisions(String zero, String one, int members) {
      return IntStream.range(0, members)
          .mapToObj(i -> "\"" + inBinary(i, zero, one) + "\":0")
          .collect(Collectors.joining(",", "{", "}"));
    }

    private static String inBinary(int number, String zero, String one) {
      return IntStream.range(0, 16)
          .mapToObj(bit -> (number >> bit & 1) == 0 ? zero : one)
          .collect(Collectors.joining());
    }

    /** The first pair collides in {@code String.hashCode}, the second in the parser's own hash. */
    @ParameterizedTest
    @CsvSource({"Aa, BB", "Ab, BA"})
    @Timeout(5)
    void namesWithOneHashCodeCostNoMoreThanOthers(String zero, String one) {
      String text = wideWithCollisions(zero, one, 10_000);

      assertThat(read(text).toString().equals(text)).isTrue();
      assertRefused(refusalOf(wideWithCollisions(zero, one, 20_000)), Reason.TOO_LARGE, "");
    }

    @Test
    @Timeout(5)
    void aMegabyteOfTinyValuesIsRefused() {
      assertThat(refusalOf("[" + "[],".repeat(349_000) + "[]]").reason())
          .isEqualTo(Reason.TOO_LARGE);
    }
  }
}

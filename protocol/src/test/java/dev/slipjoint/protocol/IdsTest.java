package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdsTest {

  /** What no path, file name, query or log line may get out of an id. */
  static Stream<String> tricks() {
    return Stream.of(
        "",
        " ",
        ".",
        "..",
        "...",
        "a.b",
        "../s1",
        "s1/..",
        "a/b",
        "a\\b",
        "%2e%2e",
        "%2E",
        "%2f",
        "%252f",
        "%5c",
        "%00",
        "%c0%af",
        "a;x",
        "..;",
        "a b",
        " a",
        "a ",
        "a\t",
        "a\n",
        "a\r\nx: y",
        "a\0",
        "a+b",
        "a*",
        "%",
        "a?b",
        "a#b",
        "a&b",
        "a=b",
        "a:b",
        "a@b",
        "a,b",
        "a'b",
        "a\"b",
        "<a>",
        "{a}",
        "a|b",
        "~a",
        "$a",
        "sіte", // Cyrillic і
        "ｓite", // full-width s
        "sıte", // dotless i
        "ſite", // long s
        "site\u200b",
        "\u202esite",
        "s\u0301ite",
        "\u0661", // an Arabic digit
        "1\ufe0f",
        "sit–e", // en dash
        "😀");
  }

  private static Stream<Arguments> ids() {
    return Stream.of(
        arguments(maker("site", SiteId::new)),
        arguments(maker("team", TeamId::new)),
        arguments(maker("user", UserId::new)));
  }

  private static Named<Function<String, Object>> maker(String name, Function<String, Object> make) {
    return Named.of(name, make);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void areShownAsTheyAreWritten(Function<String, Object> id) {
    for (String text : new String[] {"a", "A", "0", "-", "_", "s1", "5f7a-B_c", "__proto__"}) {
      assertThat(id.apply(text)).hasToString(text);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void haveAtMost64Characters(Function<String, Object> id) {
    assertThat(id.apply("a".repeat(64))).isNotNull();
    assertThatThrownBy(() -> id.apply("a".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void haveOneSpellingThatAUrlDoesNotEscape(Function<String, Object> id) {
    tricks()
        .forEach(
            trick ->
                assertThatThrownBy(() -> id.apply(trick))
                    .as("\"%s\"", trick)
                    .isInstanceOf(IllegalArgumentException.class));
  }
}

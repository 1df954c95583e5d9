package dev.slipjoint.platform.nouns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.json.JsonReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}             | 2
          { "a" : 1.10 } | 10
          {"é":"€😀"}    | 16
          {"a":"\\u0041"} | 9
          {"a":"\\u0001"} | 14
          """)
  void isAsLargeAsItsCanonicalUtf8(String text, int bytes) {
    assertThat(new Context(JsonReader.readObject(text)).size()).isEqualTo(bytes);
  }
}

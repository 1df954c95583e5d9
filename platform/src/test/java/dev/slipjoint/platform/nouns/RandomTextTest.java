package dev.slipjoint.platform.nouns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomTextTest {

  @Test
  void aTextIsAsLongAsAskedForAndOfLettersAndDigitsAlone() {
    assertThat(IntStream.rangeClosed(0, 300).mapToObj(RandomText::ofLength))
        .allMatch(text -> text.matches("[0-9A-Za-z]*"))
        .extracting(String::length)
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 300).boxed().toList());
  }

  @Test
  void everyCharacterIsAsLikelyAsTheOthers() {
    int expected = 10_000; // the standard deviation is 100
    String text = RandomText.ofLength(expected * RandomText.BASE62.length());

    assertThat(RandomText.BASE62.chars())
        .allSatisfy(
            character ->
                assertThat(text.chars().filter(it -> it == character).count())
                    .isBetween(expected - 800L, expected + 800L));
  }
}

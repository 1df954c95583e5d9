package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "-", "cool-integration", "0-9"})
  void isShownAsItIsWritten(String text) {
    assertThat(new Slug(text)).hasToString(text);
  }

  @Test
  void hasAtMost100Characters() {
    assertThat(new Slug("a".repeat(100)).value()).hasSize(100);
    assertThatThrownBy(() -> new Slug("a".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100");
    assertThatThrownBy(() -> new Slug("a".repeat(4_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("dev.slipjoint.protocol.IdsTest#tricks")
  @ValueSource(strings = {"Cool", "COOL", "co_ol", "_", "__proto__", "cool' or '1'='1", "соol"})
  void hasOneSpellingThatAUrlDoesNotEscape(String trick) {
    assertThatThrownBy(() -> new Slug(trick)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wordsThatRoutesUseAreReserved() {
    assertThat(Slug.RESERVED).containsExactlyInAnyOrder("safe", "configurations", "installations");
  }
}

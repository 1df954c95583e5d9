package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenCallsTest {
  final SeenCalls seen = new SeenCalls(3);

  @Test
  void aCallIsNewOnceForEachSecond() {
    assertThat(seen.add("a", 10, 0)).isTrue();
    assertThat(seen.add("a", 10, 0)).isFalse();
    assertThat(seen.add("a", 11, 0)).isTrue();
    assertThat(seen.add("b", 10, 0)).isTrue();
  }

  @Test
  void whatWouldNotBeBelievedAnyMoreIsForgotten() {
    seen.add("a", 10, 0);
    seen.add("b", 20, 0);

    assertThat(seen.add("c", 30, 15)).isTrue();
    assertThat(seen.size()).isEqualTo(2);
    assertThat(seen.add("a", 10, 0)).as("even if the clock is put back").isFalse();
  }

  @Test
  void tooManyAreForgottenFromTheOldestAndWhatIsAsOldIsNotNew() {
    seen.add("a", 10, 0);
    seen.add("b", 10, 0);
    seen.add("c", 12, 0);
    seen.add("d", 11, 0);

    assertThat(seen.size()).isEqualTo(2);
    assertThat(seen.add("a", 10, 0)).isFalse();
    assertThat(seen.add("never came", 9, 0)).isFalse();
    assertThat(seen.add("d", 11, 0)).isFalse();
    assertThat(seen.add("new", 11, 0)).isTrue();
  }
}

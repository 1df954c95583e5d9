package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TargetTest {

  @Test
  void saysWhatItIs() {
    assertThat(Target.site("s1")).hasToString("site s1");
    assertThat(Target.team("t1")).hasToString("team t1");
    assertThat(Target.site("s1").value()).isEqualTo("s1");
    assertThat(Target.team("t1").value()).isEqualTo("t1");
  }

  @Test
  void aSiteAndATeamOfTheSameIdAreTwo() {
    assertThat(Target.site("x")).isNotEqualTo(Target.team("x")).isEqualTo(Target.site("x"));
  }

  @Test
  void takesNoIdThatIsNone() {
    assertThatThrownBy(() -> Target.site("..")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Target.team("")).isInstanceOf(IllegalArgumentException.class);
  }
}

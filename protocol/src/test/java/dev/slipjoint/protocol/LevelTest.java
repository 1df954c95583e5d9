package dev.slipjoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LevelTest {

  @ParameterizedTest
  @CsvSource({"SITE, true, false", "TEAM, false, true", "TEAM_AND_SITE, true, true"})
  void coversItsTargets(Level level, boolean sites, boolean teams) {
    assertThat(level.covers(Target.site("s1"))).isEqualTo(sites);
    assertThat(level.covers(Target.team("t1"))).isEqualTo(teams);
  }

  @ParameterizedTest
  @CsvSource({"site, SITE", "team, TEAM", "team-and-site, TEAM_AND_SITE"})
  void isReadFromTheWire(String wireName, Level level) {
    assertThat(Level.ofWireName(wireName)).contains(level);
  }

  @ParameterizedTest
  @EnumSource
  void isReadAsItIsWritten(Level level) {
    assertThat(Level.ofWireName(level.wireName())).contains(level);
  }

  @Test
  void noOtherWordIsALevel() {
    assertThat(Level.ofWireName("SITE")).isEmpty();
    assertThat(Level.ofWireName("site-and-team")).isEmpty();
    assertThat(Level.ofWireName("")).isEmpty();
  }
}

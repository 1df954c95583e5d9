package dev.slipjoint.platform.nouns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntegrationTest {

  @ParameterizedTest
  @CsvSource({"PUBLIC, t1, true", "PUBLIC, t2, true", "PRIVATE, t1, true", "PRIVATE, t2, false"})
  void isVisibleToItsTeamAndIfPublicToEveryOther(Visibility visibility, String team, boolean sees) {
    assertThat(ofTeamOne(visibility).isVisibleTo(new TeamId(team))).isEqualTo(sees);
  }

  @ParameterizedTest
  @EnumSource
  void visibilityIsReadAsItIsWritten(Visibility visibility) {
    assertThat(Visibility.ofWireName(visibility.wireName())).contains(visibility);
    assertThat(Visibility.ofWireName(visibility.name())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void rolesAreReadAsTheyAreWritten(Role role) {
    assertThat(Role.ofWireName(role.wireName())).contains(role);
    assertThat(Role.ofWireName(role.name())).isEmpty();
  }

  private static Integration ofTeamOne(Visibility visibility) {
    return new Integration(
        new Slug("cool"),
        new TeamId("t1"),
        "Cool",
        "",
        Level.TEAM_AND_SITE,
        Scopes.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        visibility,
        false,
        false);
  }
}

package dev.slipjoint.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.PlatformException.InsufficientRole;
import dev.slipjoint.platform.nouns.PlatformException.InsufficientScope;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.WrongTokenType;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StandingTest {

  private static final TeamId TEAM = new TeamId("t1");
  private static final Target SITE = Target.site("s1");
  private static final Slug OWN = new Slug("own");
  private static final Slug OTHER = new Slug("other");

  private static final Grant ANN = new Grant.ForUser(new UserId("ann"));
  private static final Grant INSTALLATION =
      new Grant.ForInstallation(new InstallationKey(TEAM, SITE, OWN), 7, new UserId("ann"));

  private static Standing standing(Grant grant, Role role) {
    return new Standing(SITE, TEAM, grant, role);
  }

  static Stream<Arguments> users() {
    return matrix(
        ANN,
        """
        OWNER     READ WRITE ENABLE DISABLE
        DEVELOPER READ WRITE ENABLE DISABLE
        VIEWER    READ
        """);
  }

  static Stream<Arguments> installations() {
    return matrix(
        INSTALLATION,
        """
        OWNER     READ WRITE DISABLE
        DEVELOPER READ WRITE DISABLE
        VIEWER    READ
        """);
  }

  /** Every role with every right, and whether a line grants it. */
  private static Stream<Arguments> matrix(Grant grant, String granted) {
    return granted
        .lines()
        .flatMap(
            line ->
                Stream.of(Right.values())
                    .map(
                        right ->
                            arguments(
                                standing(grant, Role.valueOf(line.split(" ", 2)[0])),
                                right,
                                line.matches(".* " + right + "\\b.*"))));
  }

  @ParameterizedTest
  @MethodSource({"users", "installations"})
  void hasTheRightsOfItsRoleAndKind(Standing standing, Right right, boolean granted) {
    if (granted) {
      assertThat(standing.require(right)).isSameAs(standing);
    } else {
      assertThat(catchThrowable(() -> standing.require(right))).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"WRITE", "ENABLE", "DISABLE"})
  void aViewerIsToldTheirRole(Right right) {
    assertThatThrownBy(() -> standing(ANN, Role.VIEWER).require(right))
        .isInstanceOfSatisfying(
            InsufficientRole.class, it -> assertThat(it.role()).isEqualTo(Role.VIEWER));
  }

  @ParameterizedTest
  @CsvSource({"WRITE", "DISABLE"})
  void anInstallationWhoseUserBecameAViewerHasTooLittleScope(Right right) {
    assertThatThrownBy(() -> standing(INSTALLATION, Role.VIEWER).require(right))
        .isInstanceOf(InsufficientScope.class);
  }

  @ParameterizedTest
  @EnumSource
  void anInstallationNeverMakesTokensWhoeverIsBehindIt(Role role) {
    assertThatThrownBy(() -> standing(INSTALLATION, role).require(Right.ENABLE))
        .isInstanceOf(WrongTokenType.class);
  }

  @ParameterizedTest
  @EnumSource
  void aUserMeetsEveryIntegration(Role role) {
    Standing standing = standing(ANN, role);

    assertThat(standing.on(OWN)).isSameAs(standing);
    assertThat(standing.on(OTHER)).isSameAs(standing);
    assertThat(standing.grant().mayMeet(OTHER)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anInstallationMeetsOnlyItsOwnIntegration(Role role) {
    Standing standing = standing(INSTALLATION, role);

    assertThat(standing.on(OWN)).isSameAs(standing);
    assertThat(standing.grant().mayMeet(OTHER)).isFalse();
    assertThatThrownBy(() -> standing.on(OTHER))
        .isInstanceOfSatisfying(
            IntegrationNotFound.class, it -> assertThat(it.slug()).isEqualTo("other"));
  }

  @Test
  void namesInstallationsOnItsTarget() {
    assertThat(standing(ANN, Role.OWNER).installation(OTHER))
        .isEqualTo(new InstallationKey(TEAM, SITE, OTHER));
  }

  @Test
  void actsForAUser() {
    assertThat(standing(ANN, Role.OWNER).user()).isEqualTo(new UserId("ann"));
    assertThat(standing(INSTALLATION, Role.OWNER).user()).isEqualTo(new UserId("ann"));
  }

  @Test
  void tellsTheJournalWhoActs() {
    assertThat(standing(ANN, Role.OWNER).actor()).isEqualTo("user ann");
    assertThat(standing(INSTALLATION, Role.OWNER).actor())
        .isEqualTo("installation own on site s1 for ann");
  }
}

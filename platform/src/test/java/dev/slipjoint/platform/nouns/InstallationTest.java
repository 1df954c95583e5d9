package dev.slipjoint.platform.nouns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.protocol.json.JsonReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InstallationTest {

  private static final Instant THEN = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant LATER = THEN.plusSeconds(1);
  private static final Context CONTEXT = new Context(JsonReader.readObject("{\"a\":1}"));

  private final Installation installation =
      new Installation(
          new InstallationKey(new TeamId("t1"), Target.site("s1"), new Slug("cool")),
          42,
          1,
          InstallationState.ENABLED,
          Context.EMPTY,
          Switches.OFF,
          new UserId("ann"),
          THEN,
          THEN);

  @Test
  void isOneRevisionLaterAfterAChange() {
    Switches on = new Switches(true, true);

    assertThat(installation.changed(CONTEXT, on, LATER))
        .isEqualTo(
            new Installation(
                installation.key(),
                42,
                2,
                InstallationState.ENABLED,
                CONTEXT,
                on,
                new UserId("ann"),
                THEN,
                LATER));
  }

  @Test
  void isOneRevisionLaterEvenIfNothingIsDifferent() {
    Installation same = installation.changed(Context.EMPTY, Switches.OFF, LATER);

    assertThat(same.revision()).isEqualTo(2);
    assertThat(same.changed(Context.EMPTY, Switches.OFF, LATER).revision()).isEqualTo(3);
    assertThat(same.generation()).isEqualTo(installation.generation());
  }

  @Test
  void keepsItsRevisionInAnotherState() {
    Installation disabling = installation.in(InstallationState.DISABLING);

    assertThat(disabling.state()).isEqualTo(InstallationState.DISABLING);
    assertThat(disabling.in(InstallationState.ENABLED)).isEqualTo(installation);
  }

  @Test
  void isNotChangedItself() {
    Installation before = installation;
    assertThat(installation.changed(CONTEXT, Switches.OFF, LATER)).isNotEqualTo(before);

    assertThat(installation.revision()).isEqualTo(1);
    assertThat(installation.context()).isEqualTo(Context.EMPTY);
  }
}

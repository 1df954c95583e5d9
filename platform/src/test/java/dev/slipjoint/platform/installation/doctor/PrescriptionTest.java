package dev.slipjoint.platform.installation.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.dispatch.BreakerState;
import dev.slipjoint.platform.installation.doctor.Advice.Code;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.nouns.Switches;
import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.protocol.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a server that runs can't easily be brought to show. */
class PrescriptionTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final TeamId ACME = new TeamId("team-acme");
  private static final InstallationKey KEY =
      new InstallationKey(ACME, Target.site("site-www"), new Slug("cool-integration"));
  private static final Installation DISABLING =
      new Installation(
          KEY,
          4711,
          1,
          InstallationState.DISABLING,
          new Context(JsonObject.EMPTY),
          Switches.OFF,
          new UserId("ada"),
          NOON,
          NOON);
  private static final Integration COOL =
      new Integration(
          KEY.slug(),
          ACME,
          "Cool",
          "",
          Level.SITE,
          Scopes.ALL,
          Optional.of(URI.create("http://127.0.0.1:9000")),
          Optional.of(new SealedSecret("sealed")),
          Optional.empty(),
          Visibility.PUBLIC,
          false,
          false);

  /** An operation whose task is due since then. */
  private static Findings due(Instant since) {
    return due(since, Map.of());
  }

  private static Findings due(Instant since, Map<String, Integer> endpoints) {
    Operation operation =
        Operation.begun(
            OperationKind.DISABLE, DISABLING, DISABLING.enabledBy(), NOON, NOON.plusSeconds(900));
    String id = operation.id().value();
    return new Findings(
        KEY,
        NOON,
        Optional.of(DISABLING),
        Optional.of(COOL),
        Optional.of(Role.OWNER),
        List.of(),
        List.of(operation),
        Map.of(id, new Task(new TaskKey(ACME, TaskKind.OPERATION, id), since, 1)),
        List.of(),
        endpoints);
  }

  private static List<Code> codes(Findings findings, BreakerState breaker) {
    return Prescription.of(findings, breaker).stream().map(Advice::code).toList();
  }

  @Test
  void workThatNobodyTakesUpForFiveMinutesIsOverdue() {
    Duration five = Duration.ofMinutes(5);
    assertThat(codes(due(NOON.minus(five)), BreakerState.CLOSED))
        .containsExactly(Code.OPERATION_RUNNING);
    assertThat(codes(due(NOON.minus(five).minusMillis(1)), BreakerState.CLOSED))
        .containsExactly(Code.OPERATION_OVERDUE);
  }

  @Test
  void aBreakerThatTriesAgainIsNotedAndAnOpenOneNeedsSomebody() {
    assertThat(codes(due(NOON), BreakerState.HALF_OPEN))
        .containsExactly(Code.OPERATION_RUNNING, Code.BREAKER_HALF_OPEN);
    assertThat(codes(due(NOON), BreakerState.OPEN))
        .containsExactly(Code.OPERATION_RUNNING, Code.BREAKER_OPEN);
    assertThat(Code.BREAKER_HALF_OPEN.needsAction()).isFalse();
    assertThat(Code.BREAKER_OPEN.needsAction()).isTrue();
  }

  @Test
  void endpointsThatArePausedNeedSomebodyAndOthersDoNot() {
    assertThat(codes(due(NOON, Map.of("active", 3, "paused", 1)), BreakerState.CLOSED))
        .containsExactly(Code.OPERATION_RUNNING, Code.WEBHOOK_PAUSED);
    assertThat(codes(due(NOON, Map.of("active", 3, "paused", 0)), BreakerState.CLOSED))
        .containsExactly(Code.OPERATION_RUNNING);
  }

  @Test
  void whatNeverMayBeAlwaysNeedsSomebody() {
    assertThat(Stream.of(Code.values()).filter(Code::isOrphan))
        .hasSize(7)
        .allMatch(Code::needsAction);
  }
}

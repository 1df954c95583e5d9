package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.store.Store;
import dev.slipjoint.server.Scenario.Kind;
import dev.slipjoint.server.Scenario.Moment;
import dev.slipjoint.server.Scenario.Rival;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Nothing is ever half enabled: every way in which an integration behaves, with somebody else
 * asking for something else meanwhile, and with a fault at each point at which there can be one.
 */
class OperationFaultsTest {

  /** Whose method crosses to the store, and how. One that isn't here was never thought about. */
  private static final Stream<String> CROSSINGS =
      Stream.of(
          "store.read HandlerCalls.call",
          "store.read Installations.enable",
          "store.read Installations.list",
          "store.read Installations.read",
          "store.read Installations.update",
          "store.read Lifecycle.run",
          "store.read Operations.disable",
          "store.read Operations.enable",
          "store.read Operations.find",
          "store.read Operations.reject",
          "store.read Server.isNew",
          "store.read Worker.claimWhatIsDue",
          "store.write Declarations.apply",
          "store.write Declarations.firstAdministrator",
          "store.write Installations.disable",
          "store.write Installations.enable",
          "store.write Installations.update",
          "store.write Outcomes.write",
          "store.write Operations.answered",
          "store.write Operations.begun",
          "store.write Worker.claimWhatIsDue",
          "store.write Worker.keep",
          "store.write Worker.putOff",
          "dispatch HandlerCalls.call",
          "dispatch Lifecycle.asked");

  @Test
  void noFaultLeavesAnythingHalfEnabled() throws IOException {
    SagaSweep sweep = new SagaSweep(SagaWorld::new, 450, 20).swept();

    System.out.println(sweep);
    assertThat(sweep.violations()).isEmpty();
    assertThat(sweep.combinations()).isGreaterThanOrEqualTo(400);
    assertThat(sweep.restarts()).isGreaterThanOrEqualTo(100);
    assertThat(FaultPoints.SEEN)
        .as("a crossing that is new has to be listed here, and so thought about")
        .isSubsetOf(points());
  }

  private static List<String> points() {
    return CROSSINGS
        .flatMap(
            it ->
                Stream.of("before", "after")
                    .map(moment -> it.replaceFirst(" ", "." + moment + " ")))
        .toList();
  }

  /** On request, by {@code -Dslipjoint.combinations=5000} beside the profile: it takes minutes. */
  @Test
  @Tag("proof")
  @EnabledIfSystemProperty(named = "slipjoint.combinations", matches = "[0-9]+")
  void noneOfThousandsDoes() throws IOException {
    int combinations = Integer.getInteger("slipjoint.combinations");

    SagaSweep sweep = new SagaSweep(SagaWorld::new, combinations, 11).swept();

    System.out.println(sweep);
    assertThat(sweep.violations()).isEmpty();
  }

  @Test
  void aTokenThatOutlivesItsInstallationWouldBeFoundOut() throws IOException {
    assertThat(violations(LyingStore::keepingTokens, Kind.DISABLE))
        .anyMatch(it -> it.startsWith("I3, I6"));
  }

  @Test
  void enablingBeforeAskingWouldBeFoundOut() throws IOException {
    assertThat(violations(LyingStore::hasty, Kind.ENABLE)).anyMatch(it -> it.startsWith("I1"));
  }

  @Test
  void anEndThatNobodyIsToldOfWouldBeFoundOut() throws IOException {
    assertThat(violations(LyingStore::forgettingEvents, Kind.ENABLE))
        .anyMatch(it -> it.startsWith("told of its end: []"));
  }

  private static List<String> violations(UnaryOperator<Store> lie, Kind kind) throws IOException {
    try (SagaWorld world = new SagaWorld(lie)) {
      Scenario scenario = new Scenario(Behaviour.OK, kind, Rival.NOBODY, Moment.AFTER);
      return SagaChecks.violations(new SagaRun(world, scenario, Fault.NONE).played());
    }
  }
}

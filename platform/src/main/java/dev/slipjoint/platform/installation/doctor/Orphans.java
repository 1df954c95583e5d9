package dev.slipjoint.platform.installation.doctor;

import dev.slipjoint.platform.installation.doctor.Advice.Code;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationPhase;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What never may be, as far as one installation goes: tokens without the installation that they
 * were given to, states without the operation that brings them to an end, operations that nobody
 * drives on. Tests ask after everything that they do to a platform.
 */
public final class Orphans {
  private static final String OURS =
      " This is a fault of the platform: please report it, and disable the integration here with"
          + " force.";

  private final Findings findings;
  private final List<Advice> found = new ArrayList<>();

  private Orphans(Findings findings) {
    this.findings = findings;
  }

  /** What there is of it in this transaction. */
  public static List<Advice> of(Transaction tx, InstallationKey installation) {
    return of(Findings.in(tx, installation));
  }

  static List<Advice> of(Findings findings) {
    return new Orphans(findings).found();
  }

  private List<Advice> found() {
    if (!findings.tokens().stream().allMatch(findings::isOfThis)) {
      add(Code.STALE_TOKEN, "There is a token of an installation that is gone.");
    }
    lookAtOperation();
    for (Operation it : findings.operations()) {
      if (hasUnmade(it) && isOfThisGeneration(it)) {
        add(Code.OUTCOME_DIFFERS, "%s ended with it gone, and it is there.".formatted(it.id()));
      }
      if (it.phase().isOver() && findings.task(it).isPresent()) {
        add(Code.TASK_LEFT_OVER, "A task is left of %s, which is over.".formatted(it.id()));
      }
    }
    if (findings.installation().isEmpty() && !findings.problems().isEmpty()) {
      add(Code.PROBLEM_LEFT_OVER, "There are problems of an installation that is gone.");
    }
    return List.copyOf(found);
  }

  private void lookAtOperation() {
    Optional<InstallationState> needed =
        findings
            .installation()
            .map(it -> it.state())
            .filter(state -> state != InstallationState.ENABLED);
    Optional<Operation> running = findings.running();
    if (running.isEmpty()) {
      needed.ifPresent(
          it ->
              add(
                  Code.OPERATION_MISSING,
                  "It is %s, but no operation does it.".formatted(it.wireName())));
      return;
    }
    Operation operation = running.get();
    if (!isOfThis(operation)) {
      add(Code.OPERATION_ASTRAY, "%s goes on without its installation.".formatted(operation.id()));
    }
    if (findings.task(operation).isEmpty()) {
      add(Code.TASK_MISSING, "Nothing drives %s on.".formatted(operation.id()));
    }
  }

  private boolean isOfThis(Operation operation) {
    InstallationState state =
        operation.kind() == OperationKind.ENABLE
            ? InstallationState.ENABLING
            : InstallationState.DISABLING;
    return isOfThisGeneration(operation)
        && findings.installation().filter(it -> it.state() == state).isPresent();
  }

  private static boolean hasUnmade(Operation operation) {
    return operation.phase()
        == switch (operation.kind()) {
          case ENABLE -> OperationPhase.FAILED;
          case DISABLE -> OperationPhase.DONE;
        };
  }

  private boolean isOfThisGeneration(Operation operation) {
    return findings
        .installation()
        .filter(it -> it.generation() == operation.generation())
        .isPresent();
  }

  private void add(Code code, String sentence) {
    found.add(new Advice(code, sentence + OURS));
  }
}

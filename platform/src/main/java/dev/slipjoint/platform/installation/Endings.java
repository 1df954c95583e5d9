package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.OperationKind;
import java.util.Optional;

/**
 * The ways in which an operation ends. Each makes or unmakes everything in the one transaction of
 * whoever ends it, so that nothing is ever half enabled or half disabled.
 */
final class Endings {
  private final Events events;

  Endings(Events events) {
    this.events = events;
  }

  static TaskKey task(Operation operation) {
    return new TaskKey(operation.installation().team(), TaskKind.OPERATION, operation.id().value());
  }

  /** It is what it was to be: enabled or disabled. */
  Operation done(Transaction tx, Operation operation, String actor) {
    return switch (operation.kind()) {
      case ENABLE -> enabled(tx, operation, actor);
      case DISABLE -> disabled(tx, operation, Optional.empty(), false, actor);
    };
  }

  private Operation enabled(Transaction tx, Operation operation, String actor) {
    Installation it = there(tx, operation).orElseThrow();
    tx.installations().replace(it.in(InstallationState.ENABLED));
    return over(
        tx,
        operation.done(tx.now(), Optional.empty(), false),
        EventType.INTEGRATION_ENABLED,
        "integration.enabled",
        actor);
  }

  /**
   * What was enabled is gone, with its context and every token.
   *
   * @param inSpiteOf what went wrong with the integration, which did not keep it from being done
   * @param forced whether the integration wasn't asked
   */
  Operation disabled(
      Transaction tx,
      Operation operation,
      Optional<OperationFailure> inSpiteOf,
      boolean forced,
      String actor) {
    remove(tx, operation);
    return over(
        tx,
        operation.done(tx.now(), inSpiteOf, forced),
        EventType.INTEGRATION_DISABLED,
        forced ? "integration.disabled by force" : "integration.disabled",
        actor);
  }

  /** All is again as it was before. */
  Operation failed(Transaction tx, Operation operation, OperationFailure why, String actor) {
    if (operation.kind() == OperationKind.ENABLE) {
      remove(tx, operation);
    } else {
      there(tx, operation)
          .ifPresent(it -> tx.installations().replace(it.in(InstallationState.ENABLED)));
    }
    return over(
        tx,
        operation.failed(tx.now(), why),
        EventType.INTEGRATION_FAILED,
        "integration.failed to be " + operation.kind().wireName() + "d",
        actor);
  }

  /** Only what it was about: never what was enabled after that. */
  private static void remove(Transaction tx, Operation operation) {
    there(tx, operation).ifPresent(it -> Removal.of(tx, it.key()));
  }

  private static Optional<Installation> there(Transaction tx, Operation operation) {
    return tx.installations()
        .find(operation.installation())
        .filter(it -> it.generation() == operation.generation());
  }

  private Operation over(
      Transaction tx, Operation ended, EventType type, String action, String actor) {
    tx.operations().put(ended);
    tx.tasks().remove(task(ended));
    events.tell(tx, type, ended);
    tx.journal()
        .append(
            new JournalEntry(
                tx.now(),
                Optional.of(ended.installation().team()),
                actor,
                action,
                "%s on %s, %s, %s"
                    .formatted(
                        ended.installation().slug(),
                        ended.installation().target(),
                        ended.id(),
                        ended
                            .failure()
                            .map(it -> it.code().wireName())
                            .orElse("nothing went wrong"))));
    return ended;
  }
}

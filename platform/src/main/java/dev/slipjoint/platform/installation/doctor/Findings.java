package dev.slipjoint.platform.installation.doctor;

import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.ReportedProblem;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.store.Transaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that the store has about one installation, at one moment.
 *
 * @param operations the latest ones, the newest first
 * @param endpoints how many webhook endpoints are in which state
 * @param tasks the tasks of these operations, by the operation's id
 */
record Findings(
    InstallationKey key,
    Instant now,
    Optional<Installation> installation,
    Optional<Integration> integration,
    Optional<Role> enablersRole,
    List<Token> tokens,
    List<Operation> operations,
    Map<String, Task> tasks,
    List<ReportedProblem> problems,
    Map<String, Integer> endpoints) {

  private static final int OPERATIONS = 5;

  static Findings in(Transaction tx, InstallationKey key) {
    Optional<Installation> installation = tx.installations().find(key);
    List<Operation> operations = tx.operations().latest(key, OPERATIONS);
    return new Findings(
        key,
        tx.now(),
        installation,
        tx.integrations().find(key.slug()),
        installation.flatMap(it -> tx.teams().role(key.team(), it.enabledBy())),
        tx.tokens().of(key),
        operations,
        tasks(tx, operations),
        tx.problems().of(key),
        endpoints(tx, key));
  }

  private static Map<String, Task> tasks(Transaction tx, List<Operation> operations) {
    Map<String, Task> tasks = new HashMap<>();
    for (Operation it : operations) {
      String subject = it.id().value();
      tx.tasks()
          .find(new TaskKey(it.installation().team(), TaskKind.OPERATION, subject))
          .ifPresent(task -> tasks.put(subject, task));
    }
    return tasks;
  }

  /** Who is told of an installation are the endpoints of its team. */
  private static Map<String, Integer> endpoints(Transaction tx, InstallationKey key) {
    Map<String, Integer> counts = new TreeMap<>();
    tx.endpoints()
        .of(new EndpointOwner.OfTeam(key.team()))
        .forEach(it -> counts.merge(it.state().wireName(), 1, Integer::sum));
    return counts;
  }

  /** The operation that isn't over: there is at most one, and none is newer. */
  Optional<Operation> running() {
    return operations.stream().filter(it -> !it.phase().isOver()).findFirst();
  }

  Optional<Operation> latest() {
    return operations.stream().findFirst();
  }

  Optional<Task> task(Operation of) {
    return Optional.ofNullable(tasks.get(of.id().value()));
  }

  /** Whether a token is of the installation that is there now. */
  boolean isOfThis(Token token) {
    return installation
        .filter(
            it ->
                token.grant() instanceof Grant.ForInstallation grant
                    && grant.generation() == it.generation())
        .isPresent();
  }

  boolean isVisible() {
    return integration.filter(it -> it.isVisibleTo(key.team())).isPresent();
  }

  int criticalProblems() {
    return (int) problems.stream().filter(it -> it.report().critical()).count();
  }
}

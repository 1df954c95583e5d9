package dev.slipjoint.server;

import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationPhase;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to be so after every run: reliability.md, I1 to I6, and one story in all records. */
final class SagaChecks {
  private static final int MANY = 100;

  private final SagaRun run;
  private final List<String> violations = new ArrayList<>();
  private final Optional<Installation> there;
  private final List<Operation> operations;
  private final List<JournalEntry> journal;
  private final List<Event> events;

  private SagaChecks(SagaRun run, Transaction tx) {
    this.run = run;
    violations.addAll(run.violations());
    there = tx.installations().find(run.key());
    operations = tx.operations().latest(run.key(), MANY);
    journal =
        tx.journal().latest(Acme.TEAM, MANY).reversed().stream()
            .filter(it -> it.subject().contains(" on " + run.key().target() + ","))
            .toList();
    events = tx.events().latest(Acme.TEAM, MANY).stream().filter(this::isHere).toList();
    require(tx.tasks().nextDue().isEmpty(), "a task is left");
    tokens(tx);
  }

  /** What isn't as it has to be. */
  static List<String> violations(SagaRun run) {
    SagaChecks checks = run.world().seen(tx -> new SagaChecks(run, tx));
    checks.all();
    return checks.violations;
  }

  /** How the operations ended. */
  static List<Operation> operations(SagaRun run) {
    return run.world().seen(tx -> tx.operations().latest(run.key(), MANY));
  }

  private boolean isHere(Event event) {
    return event
        .data()
        .find("siteId")
        .equals(Optional.of(new JsonString(run.key().target().value())));
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      violations.add(otherwise);
    }
  }

  private void all() {
    wire();
    operations.forEach(this::operation);
    story();
    answers();
    if (run.endsAsItBehaves() && begun()) {
      boolean expected = run.scenario().behaviour().leavesEnabled(run.scenario().kind());
      require(there.isPresent() == expected, "it doesn't end as it behaves: " + operations);
    }
  }

  private boolean begun() {
    return operations.stream().anyMatch(it -> it.phase() != OperationPhase.PENDING);
  }

  private void tokens(Transaction tx) {
    for (String token : run.tokens()) {
      var row = tx.tokens().find(TokenHash.of(new Secret(token)));
      require(row.isEmpty() || there.isPresent(), "I3, I6: a token is kept of what is disabled");
    }
  }

  private void wire() {
    int status = run.world().asOwner().get(run.path()).status();
    boolean enabled = there.filter(it -> it.state() == InstallationState.ENABLED).isPresent();
    require(status == (enabled ? 200 : 404), "I1: GET says " + status + ", but " + there);
    require(there.isEmpty() || enabled, "it stays on its way: " + there);
    long good =
        run.tokens().stream()
            .filter(it -> run.world().as(it).get(run.path()).status() == 200)
            .count();
    require(enabled ? good <= 1 : good == 0, "I2, I3: " + good + " tokens are good");
    boolean callsToken =
        run.world().host().calls().stream()
            .anyMatch(it -> run.world().as(it.token()).get(run.path()).status() != 401);
    require(!callsToken, "I3: an operation's token is good after its end");
  }

  private void operation(Operation it) {
    require(it.phase().isOver(), "I4: an operation doesn't end: " + it);
    boolean stands = there.filter(now -> now.generation() == it.generation()).isPresent();
    boolean done = it.phase() == OperationPhase.DONE;
    if (it.kind() == OperationKind.ENABLE) {
      require(done || !stands, "I4: it is enabled although enabling failed: " + it);
      require(!done || run.agreed().contains(it.id().value()), "I2: nobody agreed to " + it);
    } else {
      require(!done || !stands, "it is enabled although it was disabled: " + it);
    }
    List<EventType> told =
        events.stream()
            .filter(e -> e.data().find("operation").equals(text(it.id().value())))
            .map(Event::type)
            .toList();
    require(told.equals(List.of(ending(it))), "told of its end: " + told + " of " + it);
    long noted = journal.stream().filter(e -> e.subject().contains(it.id().value())).count();
    require(noted == 1, "noted " + noted + " times: " + it);
  }

  private static Optional<JsonString> text(String text) {
    return Optional.of(new JsonString(text));
  }

  private static EventType ending(Operation it) {
    return it.phase() != OperationPhase.DONE
        ? EventType.INTEGRATION_FAILED
        : switch (it.kind()) {
          case ENABLE -> EventType.INTEGRATION_ENABLED;
          case DISABLE -> EventType.INTEGRATION_DISABLED;
        };
  }

  /** Enabled and disabled in turns, in the journal as in the events, up to what is there. */
  private void story() {
    boolean enabled = false;
    for (JournalEntry entry : journal) {
      if (entry.action().equals("integration.enabled")) {
        require(!enabled, "I5: enabled twice: " + journal);
        enabled = true;
      } else if (entry.action().startsWith("integration.disabled")) {
        require(enabled, "disabled twice: " + journal);
        enabled = false;
      }
    }
    require(enabled == there.isPresent(), "the journal tells otherwise: " + journal);
    for (EventType type :
        List.of(
            EventType.INTEGRATION_ENABLED,
            EventType.INTEGRATION_DISABLED,
            EventType.INTEGRATION_FAILED,
            EventType.CONTEXT_CHANGED)) {
      long told = events.stream().filter(it -> it.type() == type).count();
      long noted = noted(type.wireName());
      require(told == noted, type + " told " + told + " times, noted " + noted + " times");
    }
  }

  private long noted(String action) {
    return journal.stream().filter(it -> it.action().startsWith(action)).count();
  }

  /** What was acknowledged is kept, and what was refused has not come about. */
  private void answers() {
    Stream.of(run.answer(), run.rivalsAnswer()).flatMap(Optional::stream).forEach(this::answer);
    long accepted =
        Stream.of(run.answer(), run.rivalsAnswer())
            .flatMap(Optional::stream)
            .filter(it -> it.status() < 300)
            .count();
    if (!run.wasHit()
        && run.scenario().kind() == Scenario.Kind.ENABLE
        && run.scenario().rival().mayEnable()
        && run.scenario().moment() == Scenario.Moment.WITHIN) {
      require(accepted == 1, "I5: " + accepted + " of two were accepted");
    }
  }

  private void answer(Reply reply) {
    if (reply.status() == 201) {
      require(noted("integration.enabled") > 0, "lost: " + reply.text());
    }
    if (reply.has("Location") && reply.status() < 300 && reply.status() != 201) {
      Optional<Operation> it =
          operations.stream().filter(op -> reply.text().contains(op.id().value())).findFirst();
      require(it.isPresent(), "lost: " + reply.text());
      String phase = it.map(op -> op.phase() == OperationPhase.FAILED ? "failed" : "").orElse("");
      require(
          reply.status() != 200 || reply.string("state").equals("failed") == !phase.isEmpty(),
          "it was told otherwise: " + reply.text());
    }
  }
}

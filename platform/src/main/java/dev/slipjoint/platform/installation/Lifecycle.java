package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.dispatch.CallBody;
import dev.slipjoint.platform.dispatch.CallFailed;
import dev.slipjoint.platform.dispatch.Dispatches;
import dev.slipjoint.platform.dispatch.HandlerAnswer;
import dev.slipjoint.platform.dispatch.HandlerCall;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.OperationFailure.Code;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.platform.task.Outcomes;
import dev.slipjoint.platform.task.TaskRunner;
import dev.slipjoint.protocol.LifecycleResult;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Drives operations on: calls the integration's on-enable or on-disable, and does what its answer
 * means. Every step may be done twice, after a crash; what an attempt brings is only written while
 * its claim on the task holds.
 */
public final class Lifecycle implements TaskRunner {
  private static final System.Logger LOG = System.getLogger(Lifecycle.class.getName());
  private static final String ACTOR = "lifecycle";
  private static final OperationFailure NOT_ALLOWED =
      new OperationFailure(Code.ABORTED, "Whoever began to enable it may not any more.");
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final Store store;
  private final Dispatches dispatches;
  private final Calls calls;
  private final Endings endings;
  private final LifecycleTimes times;
  private final Bells bells;
  private final Outcomes<Operation> outcomes;
  private final Random random = new Random();

  Lifecycle(
      Store store,
      Dispatches dispatches,
      Calls calls,
      Events events,
      LifecycleTimes times,
      Bells bells) {
    this.store = store;
    this.dispatches = dispatches;
    this.calls = calls;
    this.endings = new Endings(events);
    this.times = times;
    this.bells = bells;
    this.outcomes = new Outcomes<>(store, Lifecycle::open);
  }

  private static OperationId id(Task task) {
    return new OperationId(task.key().subject());
  }

  private static Optional<Operation> open(Transaction tx, Task task) {
    return tx.operations().find(id(task)).filter(it -> !it.phase().isOver());
  }

  /** Counts the attempt, and settles the time that it is signed with, which no other one has. */
  @Override
  public void claimed(Transaction tx, Task task) {
    tx.operations()
        .find(id(task))
        .filter(it -> isToBeCalled(tx, it))
        .ifPresent(it -> tx.operations().put(it.calling(signingTime(tx.now(), it))));
  }

  private static boolean isToBeCalled(Transaction tx, Operation it) {
    return switch (it.phase()) {
      case PENDING, RUNNING -> tx.now().isBefore(it.deadline());
      case WAITING, DONE, FAILED -> false;
    };
  }

  private static Instant signingTime(Instant now, Operation it) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    return it.sentAt().map(last -> last.plusSeconds(1)).filter(second::isBefore).orElse(second);
  }

  @Override
  public void run(Task task) {
    Attempt attempt = store.read(tx -> attempt(tx, task));
    switch (attempt) {
      case Attempt.Nothing nothing -> outcomes.write(task, (tx, it) -> {});
      case Attempt.TooLate late -> outcomes.write(task, this::giveUp);
      case Attempt.NotAllowed no -> outcomes.write(task, this::abort);
      case Attempt.NoHost none ->
          outcomes.write(
              task, (tx, it) -> giveUp(tx, it, new OperationFailure(Code.HANDLER_FAILED, "")));
      case Attempt.Call call -> {
        LifecycleResult result = asked(call.call(), call.operation());
        outcomes.write(task, (tx, it) -> settle(tx, task, it, result));
      }
    }
    bells.ring(id(task));
  }

  /** What there is to do for an operation. */
  private sealed interface Attempt {
    record Nothing() implements Attempt {}

    record TooLate() implements Attempt {}

    /** Whoever began it may not any more. */
    record NotAllowed() implements Attempt {}

    record NoHost() implements Attempt {}

    record Call(Operation operation, HandlerCall call) implements Attempt {}
  }

  private Attempt attempt(Transaction tx, Task task) {
    Optional<Operation> found = open(tx, task);
    if (found.isEmpty()) {
      return new Attempt.Nothing();
    }
    Operation operation = found.get();
    if (!isToBeCalled(tx, operation)) {
      return new Attempt.TooLate();
    }
    if (!mayGoOn(tx, operation)) {
      return new Attempt.NotAllowed();
    }
    return tx.integrations()
        .find(operation.installation().slug())
        .filter(it -> it.url().isPresent())
        .<Attempt>map(it -> new Attempt.Call(operation, call(tx, operation, it)))
        .orElseGet(Attempt.NoHost::new);
  }

  /**
   * Whether it is still allowed: the integration's yes doesn't make up for a right that was lost
   * meanwhile. What is to be disabled was once allowed to, and ends.
   */
  private static boolean mayGoOn(Transaction tx, Operation it) {
    return switch (it.kind()) {
      case ENABLE -> Access.isAlive(tx, grant(it)) && role(tx, it) != Role.VIEWER;
      case DISABLE -> true;
    };
  }

  private static Role role(Transaction tx, Operation it) {
    return tx.teams().role(it.installation().team(), it.startedBy()).orElse(Role.VIEWER);
  }

  private static Grant.ForCall grant(Operation it) {
    Target target = it.installation().target();
    return new Grant.ForCall(
        it.installation(),
        it.generation(),
        it.startedBy(),
        target instanceof Target.Site(SiteId site) ? Optional.of(site) : Optional.empty(),
        false,
        it.id().value(),
        1,
        Optional.of(it.id()));
  }

  private HandlerCall call(Transaction tx, Operation operation, Integration integration) {
    String handler =
        switch (operation.kind()) {
          case ENABLE -> "on-enable";
          case DISABLE -> "on-disable";
        };
    HandlerCall call =
        calls.ready(
            integration,
            grant(operation),
            role(tx, operation),
            handler,
            "POST",
            Optional.of(operation.kind()),
            operation.sentAt().orElse(tx.now()),
            "",
            List.of());
    return operation.kind() == OperationKind.ENABLE ? call.with(ids(operation)) : call;
  }

  /** Netlify: on-enable reads the ids in the body, on-disable those in the query. */
  private static CallBody ids(Operation operation) {
    JsonObject.Builder ids = JsonObject.builder();
    if (operation.installation().target() instanceof Target.Site(SiteId site)) {
      ids.put("siteId", site.value());
    }
    byte[] body =
        ids.put("teamId", operation.installation().team().value())
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return new CallBody(new ByteArrayInputStream(body), OptionalLong.of(body.length));
  }

  private LifecycleResult asked(HandlerCall call, Operation operation) {
    try (HandlerAnswer answer = dispatches.send(operation.installation(), call)) {
      byte[] body = answer.body().readNBytes(LONGEST_ANSWER);
      return LifecycleResult.of(
          answer.status(),
          answer.header("content-type").orElse(""),
          answer.header("retry-after").orElse(""),
          body);
    } catch (CallFailed e) {
      LOG.log(Level.WARNING, "{0} got no answer: {1}", call, e.why());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} got half an answer: {1}", call, e.getMessage());
    } catch (PlatformException e) {
      LOG.log(Level.WARNING, "{0} was not sent: {1}", call, e.getMessage());
    }
    return new LifecycleResult.RetryLater(Optional.empty(), Optional.empty());
  }

  private void settle(Transaction tx, Task task, Operation it, LifecycleResult result) {
    switch (result) {
      case LifecycleResult.Ok ok -> finish(tx, it);
      case LifecycleResult.Accepted accepted -> await(tx, task, it);
      case LifecycleResult.RetryLater later -> retry(tx, task, it, later.after());
      case LifecycleResult.Rejected no ->
          endings.failed(tx, it, failure(Code.REJECTED, no.reason()), ACTOR);
      case LifecycleResult.Reauth no ->
          endings.failed(tx, it, failure(Code.REAUTH_REQUIRED, no.reason()), ACTOR);
      case LifecycleResult.Failed failed -> {
        // A dead backend can't keep itself enabled, so it is asked again, and then not any more.
        if (it.kind() == OperationKind.DISABLE) {
          retry(tx, task, it, Optional.empty());
        } else {
          endings.failed(tx, it, failure(Code.HANDLER_FAILED, Optional.empty()), ACTOR);
        }
      }
    }
  }

  private void finish(Transaction tx, Operation it) {
    if (mayGoOn(tx, it)) {
      endings.done(tx, it, ACTOR);
    } else {
      abort(tx, it);
    }
  }

  private void abort(Transaction tx, Operation it) {
    endings.failed(tx, it, NOT_ALLOWED, ACTOR);
  }

  private static OperationFailure failure(Code code, Optional<String> reason) {
    return new OperationFailure(code, reason.orElse(""));
  }

  private void await(Transaction tx, Task task, Operation it) {
    Instant until = tx.now().plus(times.confirm());
    tx.operations().put(it.accepted(until));
    tx.tasks().giveBack(task, until);
  }

  private void retry(Transaction tx, Task task, Operation it, Optional<Duration> after) {
    Duration pause = times.pauseAfter(it.attempts(), random);
    Instant then = tx.now().plus(after.filter(asked -> asked.compareTo(pause) > 0).orElse(pause));
    Instant next = then.isBefore(it.deadline()) ? then : it.deadline();
    tx.operations().put(it.retrying(next));
    tx.tasks().giveBack(task, next);
  }

  private void giveUp(Transaction tx, Operation it) {
    giveUp(tx, it, failure(Code.TIMED_OUT, Optional.empty()));
  }

  /** Enabling is undone; disabling is done, because nobody is held hostage by a dead backend. */
  private void giveUp(Transaction tx, Operation it, OperationFailure why) {
    switch (it.kind()) {
      case ENABLE -> endings.failed(tx, it, why, ACTOR);
      case DISABLE -> endings.disabled(tx, it, Optional.of(why), false, ACTOR);
    }
  }
}

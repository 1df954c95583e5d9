package dev.slipjoint.platform.installation.doctor;

import dev.slipjoint.platform.dispatch.BreakerState;
import dev.slipjoint.platform.installation.doctor.Advice.Code;
import dev.slipjoint.platform.nouns.EndpointState;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.OperationPhase;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.protocol.OperationKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what to do about what was found. */
final class Prescription {

  /** A task that nobody has claimed for so long has nobody to claim it. */
  private static final Duration OVERDUE = Duration.ofMinutes(5);

  private static final String AGAIN = "Let somebody who may do it disable it and enable it again.";

  private final Findings findings;
  private final List<Advice> advice = new ArrayList<>();

  private Prescription(Findings findings) {
    this.findings = findings;
  }

  static List<Advice> of(Findings findings, BreakerState breaker) {
    Prescription prescription = new Prescription(findings);
    prescription.advice.addAll(Orphans.of(findings));
    prescription.integration();
    findings.installation().ifPresent(prescription::installation);
    findings
        .running()
        .ifPresentOrElse(
            prescription::running, () -> findings.latest().ifPresent(prescription::over));
    prescription.calls(breaker);
    prescription.problems();
    prescription.endpoints();
    return List.copyOf(prescription.advice);
  }

  private void add(Code code, String sentence) {
    advice.add(new Advice(code, sentence));
  }

  private void integration() {
    Optional<Integration> found = findings.integration();
    if (found.isEmpty()) {
      add(
          Code.INTEGRATION_GONE,
          "The integration isn't registered any more. Disable it here with force, or let the"
              + " operator declare it again.");
      return;
    }
    Integration it = found.get();
    if (!findings.isVisible()) {
      add(
          Code.INTEGRATION_HIDDEN,
          "The integration has become private to another team, and its tokens don't work here."
              + " Ask its owners, or disable it here.");
    }
    if (!it.level().covers(findings.key().target())) {
      add(
          Code.WRONG_LEVEL,
          "The integration is by now for another kind of target (%s). Disable it here."
              .formatted(it.level().wireName()));
    }
    if (it.url().isEmpty()) {
      add(Code.NO_HOST, "The integration runs nowhere, so none of its handlers can be called.");
    } else if (it.secret().isEmpty()) {
      add(
          Code.NO_SECRET,
          "Calls to the integration aren't signed, as it has no secret. Its owners can give it"
              + " one.");
    }
  }

  private void installation(Installation it) {
    if (findings.enablersRole().isEmpty()) {
      add(
          Code.ENABLER_GONE,
          "%s, who enabled it, isn't in the team any more, so its tokens don't work. %s"
              .formatted(it.enabledBy(), AGAIN));
    } else if (findings.enablersRole().get() == Role.VIEWER) {
      add(
          Code.ENABLER_MAY_ONLY_READ,
          "%s, who enabled it, may only look by now, so it can't change its context. %s"
              .formatted(it.enabledBy(), AGAIN));
    }
    if (it.state() == InstallationState.ENABLED
        && findings.tokens().stream().noneMatch(this::isGood)) {
      add(Code.NO_TOKEN, "It has no token of its own: it acts only while it is called.");
    }
  }

  private boolean isGood(Token token) {
    return findings.isOfThis(token) && !token.isExpiredAt(findings.now());
  }

  private void running(Operation it) {
    String verb = it.kind().wireName();
    boolean overdue =
        findings
            .task(it)
            .filter(task -> task.dueAt().plus(OVERDUE).isBefore(findings.now()))
            .isPresent();
    if (overdue) {
      add(
          Code.OPERATION_OVERDUE,
          ("%s is to %s it, and nobody has gone on with that for minutes. Look whether the server's"
                  + " work is held up; disabling with force ends it.")
              .formatted(it.id(), verb));
    } else if (it.phase() == OperationPhase.WAITING) {
      add(
          Code.OPERATION_RUNNING,
          "The integration has accepted to %s and has until %s to confirm it."
              .formatted(verb, it.deadline()));
    } else {
      add(
          Code.OPERATION_RUNNING,
          ("%s is to %s it; the integration was asked %d times. It is given up, or goes on without"
                  + " the integration, at %s.")
              .formatted(it.id(), verb, it.attempts(), it.deadline()));
    }
  }

  /** What the latest operation left behind, as long as nothing has come after it. */
  private void over(Operation it) {
    Optional<OperationFailure> failure = it.failure();
    if (failure.isEmpty()) {
      return;
    }
    boolean isThere = findings.installation().isPresent();
    if (it.kind() == OperationKind.ENABLE && it.phase() == OperationPhase.FAILED && !isThere) {
      failed(
          Code.ENABLING_FAILED, "It could not be enabled", "Then enable it again.", failure.get());
    } else if (it.kind() == OperationKind.DISABLE
        && it.phase() == OperationPhase.FAILED
        && isOfThis(it)) {
      failed(
          Code.DISABLING_FAILED,
          "It could not be disabled, and is enabled still",
          "Then disable it again, with force if need be.",
          failure.get());
    } else if (it.phase() == OperationPhase.DONE && !isThere) {
      add(
          Code.DISABLED_UNASKED,
          ("It was disabled although the integration gave no good answer (%s). What it keeps"
                  + " elsewhere may still be there: ask its owners.")
              .formatted(failure.get().code().wireName()));
    }
  }

  private boolean isOfThis(Operation operation) {
    return findings
        .installation()
        .filter(it -> it.generation() == operation.generation())
        .isPresent();
  }

  private void failed(Code code, String what, String then, OperationFailure why) {
    String reason = why.reason().isEmpty() ? "." : ": " + why.reason();
    switch (why.code()) {
      case REJECTED ->
          add(
              code,
              "%s: the integration refuses%s Do as it says. %s".formatted(what, reason, then));
      case REAUTH_REQUIRED ->
          add(
              Code.REAUTH_REQUIRED,
              "%s: connect to the integration's service again%s %s".formatted(what, reason, then));
      case HANDLER_FAILED ->
          add(
              code,
              "%s: the integration's own logic failed. Ask its owners. %s".formatted(what, then));
      case TIMED_OUT ->
          add(
              code,
              "%s: the integration didn't answer in time. Ask its owners. %s"
                  .formatted(what, then));
      case ABORTED -> add(code, "%s: somebody ended it. %s".formatted(what, then));
    }
  }

  private void calls(BreakerState breaker) {
    String owners = "Its owners see why at /integrations/" + findings.key().slug() + "/health.";
    switch (breaker) {
      case CLOSED -> {}
      case OPEN ->
          add(
              Code.BREAKER_OPEN,
              "The integration fails too often, and isn't called for two minutes at a time. %s"
                  .formatted(owners));
      case HALF_OPEN ->
          add(
              Code.BREAKER_HALF_OPEN,
              "The integration failed too often, and is being tried again. %s".formatted(owners));
    }
  }

  private void problems() {
    int critical = findings.criticalProblems();
    int others = findings.problems().size() - critical;
    if (critical > 0) {
      add(
          Code.PROBLEM_CRITICAL,
          "The integration says that it can't do its work (critical problems: %d). Read what it"
                  .formatted(critical)
              + " reports, mend that, and dismiss it.");
    }
    if (others > 0) {
      add(
          Code.PROBLEM_REPORTED,
          "The integration reports problems that aren't critical: %d.".formatted(others));
    }
  }

  private void endpoints() {
    int paused = findings.endpoints().getOrDefault(EndpointState.PAUSED.wireName(), 0);
    if (paused > 0) {
      add(
          Code.WEBHOOK_PAUSED,
          "Webhook endpoints are paused after they failed for days: %d. Mend and resume them."
              .formatted(paused));
    }
  }
}

package dev.slipjoint.sdk;

import dev.slipjoint.protocol.OperationAnswer;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.OperationState;
import dev.slipjoint.protocol.Target;
import java.time.Instant;
import java.util.Optional;

/** One enabling or disabling that the platform does, as it was when the platform was asked. */
public final class Operation {
  private final OperationAnswer answer;

  Operation(OperationAnswer answer) {
    this.answer = answer;
  }

  /** By which the platform knows it. */
  public String id() {
    return answer.id();
  }

  /** Whether something is enabled or disabled. */
  public OperationKind kind() {
    return answer.kind();
  }

  /** How far it has come. */
  public OperationState state() {
    return answer.state();
  }

  /** Whether it has ended, well or not. */
  public boolean isOver() {
    return answer.state().isFinal();
  }

  /** The site, if it is about one. */
  public Optional<String> siteId() {
    return answer.target() instanceof Target.Site site
        ? Optional.of(site.value())
        : Optional.empty();
  }

  /** The team, if it is about one itself. */
  public Optional<String> teamId() {
    return answer.target() instanceof Target.Team team
        ? Optional.of(team.value())
        : Optional.empty();
  }

  /** Why it failed or waits, in words for the user. */
  public Optional<String> reason() {
    return answer.reason();
  }

  /**
   * Why it failed, for programs: {@code rejected}, {@code reauth_required}, {@code handler_failed},
   * {@code timed_out}, {@code aborted}, or what later platforms say.
   */
  public Optional<String> code() {
    return answer.code();
  }

  /** How often the integration has been asked. */
  public int attempts() {
    return answer.attempts();
  }

  /** When it began. */
  public Instant startedAt() {
    return answer.startedAt();
  }

  /** When it ended, if it has. */
  public Optional<Instant> endedAt() {
    return answer.endedAt();
  }

  /** When the integration will be asked again, if it will. */
  public Optional<Instant> nextAttemptAt() {
    return answer.nextAttemptAt();
  }

  /**
   * The installation's token, a secret, where the platform has nobody else to give it to: the
   * integration runs nowhere.
   */
  public Optional<String> token() {
    return answer.token();
  }

  /** The token stays out of logs. */
  @Override
  public String toString() {
    return answer.toString().replaceFirst("^OperationAnswer", "Operation");
  }
}

package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * One enabling or disabling, written down before it begins so that it ends one way or the other
 * whatever happens to the process.
 *
 * @param generation of the installation that it makes or removes
 * @param startedBy on whose behalf
 * @param deadline when it is given up, or goes on without the integration
 * @param attempts how often the integration was called
 * @param sentAt the time that the latest attempt was signed with
 * @param nextAttemptAt when the integration is called again
 * @param endedAt when it was over
 * @param failure why it failed, or what went wrong although it was done
 * @param forced whether it was done without asking the integration
 */
public record Operation(
    OperationId id,
    InstallationKey installation,
    long generation,
    OperationKind kind,
    OperationPhase phase,
    UserId startedBy,
    Instant startedAt,
    Instant deadline,
    int attempts,
    Optional<Instant> sentAt,
    Optional<Instant> nextAttemptAt,
    Optional<Instant> endedAt,
    Optional<OperationFailure> failure,
    boolean forced) {

  /** A new one, which nobody has begun with. */
  public static Operation begun(
      OperationKind kind, Installation on, UserId by, Instant now, Instant deadline) {
    return new Operation(
        OperationId.random(),
        on.key(),
        on.generation(),
        kind,
        OperationPhase.PENDING,
        by,
        now,
        deadline,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** The same while the integration is being called once more; the time is that of the call. */
  public Operation calling(Instant at) {
    return with(OperationPhase.RUNNING, attempts + 1, Optional.of(at), Optional.empty(), deadline);
  }

  /** The same, to be tried again then. */
  public Operation retrying(Instant at) {
    return with(OperationPhase.RUNNING, attempts, sentAt, Optional.of(at), deadline);
  }

  /** The same, accepted by the integration, which has to confirm by then. */
  public Operation accepted(Instant until) {
    return with(OperationPhase.WAITING, attempts, sentAt, Optional.empty(), until);
  }

  /** The same, done. */
  public Operation done(Instant at, Optional<OperationFailure> inSpiteOf, boolean byForce) {
    return over(OperationPhase.DONE, at, inSpiteOf, byForce);
  }

  /** The same, given up. */
  public Operation failed(Instant at, OperationFailure why) {
    return over(OperationPhase.FAILED, at, Optional.of(why), forced);
  }

  private Operation with(
      OperationPhase nowIn,
      int called,
      Optional<Instant> sent,
      Optional<Instant> next,
      Instant until) {
    return new Operation(
        id,
        installation,
        generation,
        kind,
        nowIn,
        startedBy,
        startedAt,
        until,
        called,
        sent,
        next,
        endedAt,
        failure,
        forced);
  }

  private Operation over(
      OperationPhase how, Instant at, Optional<OperationFailure> why, boolean byForce) {
    return new Operation(
        id,
        installation,
        generation,
        kind,
        how,
        startedBy,
        startedAt,
        deadline,
        attempts,
        sentAt,
        Optional.empty(),
        Optional.of(at),
        why,
        byForce);
  }
}

package dev.slipjoint.platform.installation.doctor;

import dev.slipjoint.platform.dispatch.BreakerState;
import dev.slipjoint.platform.dispatch.FailedCall;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the doctor found: no secret and no context is in it.
 *
 * @param installation empty if it isn't there
 * @param enablersRole what the user who enabled it is in the team; empty if nothing any more
 * @param operations the latest ones, the newest first
 * @param calls how the integration's calls go
 * @param endpoints how many webhook endpoints are in which state
 */
public record Diagnosis(
    InstallationKey key,
    Instant at,
    Optional<Installation> installation,
    Registration integration,
    Optional<Role> enablersRole,
    List<HeldToken> tokens,
    List<Operation> operations,
    Calls calls,
    ProblemCount problems,
    Map<String, Integer> endpoints,
    List<Advice> advice) {

  /** Keeps copies. */
  public Diagnosis {
    tokens = List.copyOf(tokens);
    operations = List.copyOf(operations);
    endpoints = Map.copyOf(endpoints);
    advice = List.copyOf(advice);
  }

  /** The operation that isn't over. */
  public Optional<Operation> running() {
    return operations.stream().filter(it -> !it.phase().isOver()).findFirst();
  }

  /**
   * What the platform knows of the integration.
   *
   * @param levelFits whether it may be enabled on this kind of target
   */
  public record Registration(
      boolean known, boolean visible, boolean host, boolean secret, boolean levelFits) {}

  /** A token, without what it could be told by. */
  public record HeldToken(Instant issuedAt, boolean good) {}

  /**
   * How calls to the integration go.
   *
   * @param failures the latest ones of all installations; there only for the integration's owners
   */
  public record Calls(BreakerState breaker, Optional<List<FailedCall>> failures) {}

  /** How many problems the integration has reported. */
  public record ProblemCount(int count, int critical) {}
}

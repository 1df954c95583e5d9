package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.TeamId;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody's URL that is told of events.
 *
 * @param id {@code hook_} and 24 letters and digits
 * @param team who manages it, and in whose turn it is told
 * @param previous the secret before, while it is being rotated
 * @param failingSince when the first of the attempts failed that have all failed since
 * @param probes how often it was tried since it was paused
 * @param nextProbeAt when it is tried again, while it is paused
 */
public record Endpoint(
    String id,
    EndpointOwner owner,
    TeamId team,
    EndpointSettings settings,
    SealedSecret secret,
    Optional<RetiredSecret> previous,
    EndpointState state,
    Optional<Instant> failingSince,
    int probes,
    Optional<Instant> nextProbeAt,
    Instant createdAt) {

  /** A new one. */
  public static Endpoint of(
      String id,
      EndpointOwner owner,
      TeamId team,
      EndpointSettings settings,
      SealedSecret secret,
      Instant now) {
    return new Endpoint(
        id,
        owner,
        team,
        settings,
        secret,
        Optional.empty(),
        EndpointState.ACTIVE,
        Optional.empty(),
        0,
        Optional.empty(),
        now);
  }

  /** An id for a new one, under which its secret is sealed. */
  public static String newId() {
    return RandomText.id("hook_");
  }

  /** The same with other settings. */
  public Endpoint with(EndpointSettings changed) {
    return new Endpoint(
        id,
        owner,
        team,
        changed,
        secret,
        previous,
        state,
        failingSince,
        probes,
        nextProbeAt,
        createdAt);
  }

  /** The same with a new secret beside the one that it had. */
  public Endpoint rotated(SealedSecret fresh, Instant previousUntil) {
    return new Endpoint(
        id,
        owner,
        team,
        settings,
        fresh,
        Optional.of(new RetiredSecret(secret, previousUntil)),
        state,
        failingSince,
        probes,
        nextProbeAt,
        createdAt);
  }

  /** The same, told again, and as good as new. */
  public Endpoint active() {
    return in(EndpointState.ACTIVE, Optional.empty(), 0, Optional.empty());
  }

  /** The same, whose attempts have all failed since then. */
  public Endpoint failing(Instant since) {
    return in(state, Optional.of(since), probes, nextProbeAt);
  }

  /** The same, tried only now and then; next at that time. */
  public Endpoint paused(int probesSince, Instant next) {
    return in(EndpointState.PAUSED, failingSince, probesSince, Optional.of(next));
  }

  /** The same, told nothing any more. */
  public Endpoint gone() {
    return in(EndpointState.GONE, failingSince, 0, Optional.empty());
  }

  private Endpoint in(
      EndpointState now, Optional<Instant> failing, int tried, Optional<Instant> next) {
    return new Endpoint(
        id, owner, team, settings, secret, previous, now, failing, tried, next, createdAt);
  }

  @Override
  public String toString() {
    return "Endpoint[%s of %s, %s]".formatted(id, owner.label(), state.wireName());
  }
}

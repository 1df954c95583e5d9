package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.TeamId;
import java.time.Instant;
import java.util.Optional;

/**
 * One event that one endpoint is to be told of. It stays when it is over, as the record of what
 * happened.
 *
 * @param id {@code dlv_} and 24 letters and digits
 * @param team who manages the endpoint
 * @param eventTeam where the event happened
 * @param attempts how many attempts are over
 * @param sentAt the second that the last attempt was signed with
 * @param lastStatus what the last attempt was answered, if it was
 * @param lastError what went wrong with the last attempt, if anything
 */
public record Delivery(
    String id,
    TeamId team,
    String endpoint,
    TeamId eventTeam,
    String event,
    EventType type,
    DeliveryState state,
    int attempts,
    Optional<Instant> sentAt,
    Optional<Integer> lastStatus,
    Optional<DeliveryError> lastError,
    Optional<Instant> nextAttemptAt,
    Instant createdAt,
    Optional<Instant> endedAt) {

  /** A new one, to be tried at once, or to wait with its endpoint. */
  public static Delivery of(Event event, Endpoint endpoint, Instant now) {
    boolean waits = endpoint.state() == EndpointState.PAUSED;
    return new Delivery(
        RandomText.id("dlv_"),
        endpoint.team(),
        endpoint.id(),
        event.team(),
        event.id(),
        event.type(),
        waits ? DeliveryState.WAITING : DeliveryState.PENDING,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        waits ? Optional.empty() : Optional.of(now),
        now,
        Optional.empty());
  }

  /** The task that carries it out. */
  public TaskKey task() {
    return new TaskKey(team, TaskKind.DELIVERY, id);
  }

  /** Whether nothing more is done for it. */
  public boolean isOver() {
    return endedAt.isPresent();
  }

  /** The same after an attempt. */
  public Delivery attempted(
      Instant signed, Optional<Integer> status, Optional<DeliveryError> error) {
    return new Delivery(
        id,
        team,
        endpoint,
        eventTeam,
        event,
        type,
        state,
        attempts + 1,
        Optional.of(signed),
        status,
        error,
        nextAttemptAt,
        createdAt,
        endedAt);
  }

  /** The same, done. */
  public Delivery delivered(Instant now) {
    return in(DeliveryState.DELIVERED, attempts, Optional.empty(), Optional.of(now));
  }

  /** The same, given up. */
  public Delivery failed(Instant now) {
    return in(DeliveryState.FAILED, attempts, Optional.empty(), Optional.of(now));
  }

  /** The same, given up because of that, without another attempt. */
  public Delivery failed(DeliveryError why, Instant now) {
    return new Delivery(
        id,
        team,
        endpoint,
        eventTeam,
        event,
        type,
        DeliveryState.FAILED,
        attempts,
        sentAt,
        lastStatus,
        Optional.of(why),
        Optional.empty(),
        createdAt,
        Optional.of(now));
  }

  /** The same, to be tried again then. */
  public Delivery retrying(Instant then) {
    return in(DeliveryState.PENDING, attempts, Optional.of(then), Optional.empty());
  }

  /** The same, to be tried from the beginning. */
  public Delivery again(Instant now) {
    return in(DeliveryState.PENDING, 0, Optional.of(now), Optional.empty());
  }

  /** The same, until its endpoint is no longer paused; then it is tried from the beginning. */
  public Delivery waiting() {
    return in(DeliveryState.WAITING, 0, Optional.empty(), Optional.empty());
  }

  private Delivery in(
      DeliveryState now, int tried, Optional<Instant> next, Optional<Instant> ended) {
    return new Delivery(
        id,
        team,
        endpoint,
        eventTeam,
        event,
        type,
        now,
        tried,
        sentAt,
        lastStatus,
        lastError,
        next,
        createdAt,
        ended);
  }
}

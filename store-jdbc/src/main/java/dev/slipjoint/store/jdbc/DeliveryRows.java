package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.DeliveryError;
import dev.slipjoint.platform.nouns.DeliveryState;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.store.DeliveryTable;
import dev.slipjoint.protocol.TeamId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deliveries as rows. */
record DeliveryRows(Session session) implements DeliveryTable {
  private static final String SELECT =
      """
      SELECT id, team_id, endpoint_id, event_team_id, event_id, type, state, attempts, sent_at,
        last_status, last_error, next_attempt_at, created_at, ended_at
      FROM deliveries
      """;

  private static final String OF_ENDPOINT = SELECT + " WHERE team_id = ? AND endpoint_id = ?";
  private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id DESC LIMIT ?";

  @Override
  public Optional<Delivery> find(TeamId team, String id) {
    return session.one(
        DeliveryRows::delivery, SELECT + " WHERE team_id = ? AND id = ?", team.value(), id);
  }

  @Override
  public List<Delivery> latest(Endpoint endpoint, int limit) {
    return session.list(
        DeliveryRows::delivery,
        OF_ENDPOINT + NEWEST_FIRST,
        endpoint.team().value(),
        endpoint.id(),
        limit);
  }

  @Override
  public List<Delivery> before(Delivery newer, int limit) {
    return session.list(
        DeliveryRows::delivery,
        OF_ENDPOINT + " AND (created_at, id) < (?, ?)" + NEWEST_FIRST,
        newer.team().value(),
        newer.endpoint(),
        newer.createdAt(),
        newer.id(),
        limit);
  }

  @Override
  public List<Delivery> between(Endpoint endpoint, Instant since, Instant until, int limit) {
    return session.list(
        DeliveryRows::delivery,
        OF_ENDPOINT + " AND created_at >= ? AND created_at < ? ORDER BY created_at, id LIMIT ?",
        endpoint.team().value(),
        endpoint.id(),
        since,
        until,
        limit);
  }

  @Override
  public List<Delivery> waiting(Endpoint endpoint, int limit) {
    return session.list(
        DeliveryRows::delivery,
        OF_ENDPOINT + " AND ended_at IS NULL AND state = 'waiting' ORDER BY created_at LIMIT ?",
        endpoint.team().value(),
        endpoint.id(),
        limit);
  }

  @Override
  public Optional<Delivery> oldestOpen(Endpoint endpoint) {
    return session.one(
        DeliveryRows::delivery,
        OF_ENDPOINT + " AND ended_at IS NULL ORDER BY created_at LIMIT 1",
        endpoint.team().value(),
        endpoint.id());
  }

  @Override
  public void put(Delivery delivery) {
    session.execute(
        """
        INSERT INTO deliveries (team_id, id, endpoint_id, event_team_id, event_id, type, state,
          attempts, sent_at, last_status, last_error, next_attempt_at, created_at, ended_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (team_id, id) DO UPDATE
        SET state = excluded.state, attempts = excluded.attempts, sent_at = excluded.sent_at,
          last_status = excluded.last_status, last_error = excluded.last_error,
          next_attempt_at = excluded.next_attempt_at, ended_at = excluded.ended_at
        """,
        delivery.team().value(),
        delivery.id(),
        delivery.endpoint(),
        delivery.eventTeam().value(),
        delivery.event(),
        delivery.type().wireName(),
        delivery.state().wireName(),
        delivery.attempts(),
        delivery.sentAt(),
        delivery.lastStatus(),
        delivery.lastError().map(DeliveryError::wireName),
        delivery.nextAttemptAt(),
        delivery.createdAt(),
        delivery.endedAt());
  }

  @Override
  public void forget(TeamId team, Instant before, int limit) {
    session.execute(
        """
        DELETE FROM deliveries WHERE team_id = ? AND id IN (
          SELECT id FROM deliveries WHERE team_id = ? AND created_at < ?
          ORDER BY created_at LIMIT ?)
        """,
        team.value(),
        team.value(),
        before,
        limit);
  }

  private static Delivery delivery(Row row) throws SQLException {
    String id = row.text();
    var team = new TeamId(row.text());
    String endpoint = row.text();
    var eventTeam = new TeamId(row.text());
    String event = row.text();
    EventType type = EventType.ofWireName(row.text()).orElseThrow();
    DeliveryState state = row.word(DeliveryState.values());
    int attempts = Math.toIntExact(row.number());
    return new Delivery(
        id,
        team,
        endpoint,
        eventTeam,
        event,
        type,
        state,
        attempts,
        row.optionalInstant(),
        row.optionalNumber(),
        row.optionalWord(DeliveryError.values()),
        row.optionalInstant(),
        row.instant(),
        row.optionalInstant());
  }
}

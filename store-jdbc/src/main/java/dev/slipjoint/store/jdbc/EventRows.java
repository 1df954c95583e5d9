package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.store.EventTable;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonReader;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events as rows. */
record EventRows(Session session) implements EventTable {
  private static final String SELECT = "SELECT id, team_id, type, at, data FROM events";

  @Override
  public void add(Event event) {
    session.execute(
        "INSERT INTO events (team_id, id, type, at, data) VALUES (?, ?, ?, ?, ?)",
        event.team().value(),
        event.id(),
        event.type().wireName(),
        event.at(),
        event.data().toString());
  }

  @Override
  public Optional<Event> find(TeamId team, String id) {
    return session.one(
        EventRows::event, SELECT + " WHERE team_id = ? AND id = ?", team.value(), id);
  }

  @Override
  public List<Event> latest(TeamId team, int limit) {
    return session.list(
        EventRows::event,
        SELECT + " WHERE team_id = ? ORDER BY at DESC, id DESC LIMIT ?",
        team.value(),
        limit);
  }

  @Override
  public void forget(TeamId team, Instant before, int limit) {
    session.execute(
        """
        DELETE FROM events WHERE team_id = ? AND id IN (
          SELECT id FROM events WHERE team_id = ? AND at < ? ORDER BY at LIMIT ?)
        """,
        team.value(),
        team.value(),
        before,
        limit);
  }

  private static Event event(Row row) throws SQLException {
    return new Event(
        row.text(),
        new TeamId(row.text()),
        EventType.ofWireName(row.text()).orElseThrow(),
        row.instant(),
        JsonReader.readObject(row.text()));
  }
}

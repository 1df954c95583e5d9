package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.store.JournalTable;
import dev.slipjoint.protocol.TeamId;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The journal as rows. */
record JournalRows(Session session) implements JournalTable {

  /** An id no team can have. A key's columns can't be null. */
  private static final String NO_TEAM = "";

  /**
   * Counts up, so that entries of one instant stay in order; from a random number, so that two
   * processes don't give the same.
   */
  private static final AtomicLong NEXT_ID = new AtomicLong(new SecureRandom().nextLong(1L << 53));

  @Override
  public void append(JournalEntry entry) {
    session.execute(
        """
        INSERT INTO journal (team_id, at, id, actor, action, subject) VALUES (?, ?, ?, ?, ?, ?)
        """,
        entry.team().map(TeamId::value).orElse(NO_TEAM),
        entry.at(),
        NEXT_ID.getAndIncrement(),
        entry.actor(),
        entry.action(),
        entry.subject());
  }

  @Override
  public List<JournalEntry> latest(TeamId team, int limit) {
    return session.list(
        JournalRows::entry,
        """
        SELECT at, team_id, actor, action, subject FROM journal
        WHERE team_id = ? ORDER BY at DESC, id DESC LIMIT ?
        """,
        team.value(),
        limit);
  }

  private static JournalEntry entry(Row row) throws SQLException {
    Instant at = row.instant();
    var team = Optional.of(row.text()).filter(id -> !id.equals(NO_TEAM)).map(TeamId::new);
    return new JournalEntry(at, team, row.text(), row.text(), row.text());
  }
}

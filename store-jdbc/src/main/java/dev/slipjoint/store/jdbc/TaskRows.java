package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.store.TaskTable;
import dev.slipjoint.protocol.TeamId;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tasks as rows. */
record TaskRows(Session session) implements TaskTable {

  /**
   * Fences begin anywhere, so that a task that is put again under the same key has none that an
   * earlier one had.
   */
  private static final long FENCES = 1L << 52;

  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public void put(TaskKey key, Instant dueAt) {
    session.execute(
        """
        INSERT INTO tasks (team_id, kind, subject, due_at, fence) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (team_id, kind, subject) DO UPDATE
        SET due_at = excluded.due_at, fence = tasks.fence + 1
        """,
        key.team().value(),
        key.kind().wireName(),
        key.subject(),
        dueAt,
        RANDOM.nextLong(FENCES));
  }

  @Override
  public Optional<Task> find(TaskKey key) {
    return session.one(
        TaskRows::task,
        """
        SELECT team_id, kind, subject, due_at, fence FROM tasks
        WHERE team_id = ? AND kind = ? AND subject = ?
        """,
        key.team().value(),
        key.kind().wireName(),
        key.subject());
  }

  @Override
  public Optional<Instant> nextDue() {
    return session.one(Row::instant, "SELECT due_at FROM tasks ORDER BY due_at LIMIT 1");
  }

  @Override
  public List<TeamId> teams(String after, int limit) {
    List<TeamId> teams = new ArrayList<>();
    Optional<TeamId> next = firstTeam(after);
    while (next.isPresent() && teams.size() < limit) {
      teams.add(next.get());
      next = firstTeam(next.get().value());
    }
    return teams;
  }

  /** One probe of an index: DISTINCT would read every task of a team that has thousands. */
  private Optional<TeamId> firstTeam(String after) {
    return session.one(
        row -> new TeamId(row.text()),
        "SELECT team_id FROM tasks WHERE team_id > ? ORDER BY team_id LIMIT 1",
        after);
  }

  @Override
  public List<Task> due(TeamId team, Instant now, int limit) {
    return session.list(
        TaskRows::task,
        """
        SELECT team_id, kind, subject, due_at, fence FROM tasks
        WHERE team_id = ? AND due_at <= ? ORDER BY due_at LIMIT ?
        """,
        team.value(),
        now,
        limit);
  }

  @Override
  public Optional<Task> claim(Task task, Instant until) {
    boolean claimed = move(task, until, task.fence() + 1);
    return claimed ? Optional.of(new Task(task.key(), until, task.fence() + 1)) : Optional.empty();
  }

  @Override
  public boolean keep(Task claimed, Instant until) {
    return move(claimed, until, claimed.fence());
  }

  @Override
  public boolean giveBack(Task claimed, Instant dueAt) {
    return move(claimed, dueAt, claimed.fence() + 1);
  }

  private boolean move(Task task, Instant dueAt, long fence) {
    return session.execute(
            """
            UPDATE tasks SET due_at = ?, fence = ?
            WHERE team_id = ? AND kind = ? AND subject = ? AND fence = ?
            """,
            dueAt,
            fence,
            task.key().team().value(),
            task.key().kind().wireName(),
            task.key().subject(),
            task.fence())
        == 1;
  }

  @Override
  public boolean finish(Task claimed) {
    return session.execute(
            "DELETE FROM tasks WHERE team_id = ? AND kind = ? AND subject = ? AND fence = ?",
            claimed.key().team().value(),
            claimed.key().kind().wireName(),
            claimed.key().subject(),
            claimed.fence())
        == 1;
  }

  @Override
  public void remove(TaskKey key) {
    session.execute(
        "DELETE FROM tasks WHERE team_id = ? AND kind = ? AND subject = ?",
        key.team().value(),
        key.kind().wireName(),
        key.subject());
  }

  private static Task task(Row row) throws SQLException {
    var team = new TeamId(row.text());
    var key = new TaskKey(team, row.word(TaskKind.values()), row.text());
    return new Task(key, row.instant(), row.number());
  }
}

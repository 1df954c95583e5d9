package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.InstallationState;
import dev.slipjoint.platform.nouns.InstallationSummary;
import dev.slipjoint.platform.nouns.Switches;
import dev.slipjoint.platform.store.InstallationTable;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Installations as rows. */
record InstallationRows(Session session) implements InstallationTable {
  @Override
  public Optional<Installation> find(InstallationKey key) {
    return session.row(
        key,
        InstallationRows::installation,
        """
        SELECT team_id, target_kind, target_id, slug, generation, revision, state, context,
          build_hook, connectors, enabled_by, enabled_at, changed_at
        FROM installations
        WHERE team_id = ? AND target_kind = ? AND target_id = ? AND slug = ?
        """,
        key.team().value(),
        Targets.kind(key.target()),
        key.target().value(),
        key.slug().value());
  }

  @Override
  public List<InstallationSummary> list(TeamId team, Target target, String after, int limit) {
    return session.list(
        InstallationRows::summary,
        """
        SELECT team_id, target_kind, target_id, slug, build_hook, connectors, enabled_at
        FROM installations
        WHERE team_id = ? AND target_kind = ? AND target_id = ? AND state <> 'enabling' AND slug > ?
        ORDER BY slug LIMIT ?
        """,
        team.value(),
        Targets.kind(target),
        target.value(),
        after,
        limit);
  }

  @Override
  public boolean add(Installation installation) {
    InstallationKey key = installation.key();
    int added =
        session.execute(
            """
            INSERT INTO installations (team_id, target_kind, target_id, slug, generation, revision,
              state, context, build_hook, connectors, enabled_by, enabled_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (team_id, target_kind, target_id, slug) DO NOTHING
            """,
            key.team().value(),
            Targets.kind(key.target()),
            key.target().value(),
            key.slug().value(),
            installation.generation(),
            installation.revision(),
            installation.state().wireName(),
            installation.context().text(),
            installation.switches().buildHook(),
            installation.switches().connectors(),
            installation.enabledBy().value(),
            installation.enabledAt(),
            installation.changedAt());
    if (added == 1) {
      session.changed(key, installation);
    }
    return added == 1;
  }

  @Override
  public void replace(Installation installation) {
    InstallationKey key = installation.key();
    int replaced =
        session.execute(
            """
            UPDATE installations
            SET generation = ?, revision = ?, state = ?, context = ?, build_hook = ?,
              connectors = ?, enabled_by = ?, enabled_at = ?, changed_at = ?
            WHERE team_id = ? AND target_kind = ? AND target_id = ? AND slug = ?
            """,
            installation.generation(),
            installation.revision(),
            installation.state().wireName(),
            installation.context().text(),
            installation.switches().buildHook(),
            installation.switches().connectors(),
            installation.enabledBy().value(),
            installation.enabledAt(),
            installation.changedAt(),
            key.team().value(),
            Targets.kind(key.target()),
            key.target().value(),
            key.slug().value());
    if (replaced != 1) {
      throw new IllegalStateException("There is no installation " + key + " to replace");
    }
    session.changed(key, installation);
  }

  @Override
  public void remove(InstallationKey key) {
    session.execute(
        """
        DELETE FROM installations
        WHERE team_id = ? AND target_kind = ? AND target_id = ? AND slug = ?
        """,
        key.team().value(),
        Targets.kind(key.target()),
        key.target().value(),
        key.slug().value());
    session.changed(key);
  }

  private static Installation installation(Row row) throws SQLException {
    return new Installation(
        key(row),
        row.number(),
        row.number(),
        row.word(InstallationState.values()),
        Contexts.read(row.text()),
        new Switches(row.flag(), row.flag()),
        new UserId(row.text()),
        row.instant(),
        row.instant());
  }

  private static InstallationSummary summary(Row row) throws SQLException {
    return new InstallationSummary(key(row), new Switches(row.flag(), row.flag()), row.instant());
  }

  private static InstallationKey key(Row row) throws SQLException {
    return new InstallationKey(
        new TeamId(row.text()), Targets.target(row.text(), row.text()), new Slug(row.text()));
  }
}

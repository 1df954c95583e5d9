package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.ReportedProblem;
import dev.slipjoint.platform.store.ProblemTable;
import dev.slipjoint.protocol.ProblemReport;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Problems as rows. */
record ProblemRows(Session session) implements ProblemTable {
  private static final String OF_INSTALLATION =
      " FROM problems WHERE team_id = ? AND target_kind = ? AND target_id = ? AND slug = ?";
  private static final String SELECT =
      """
      SELECT team_id, target_kind, target_id, slug, problem_key, message, critical, reports, first_at, last_at
      """
          + OF_INSTALLATION;

  @Override
  public Optional<ReportedProblem> find(InstallationKey installation, String key) {
    return session.one(
        ProblemRows::problem,
        SELECT + " AND problem_key = ?",
        installation.team().value(),
        Targets.kind(installation.target()),
        installation.target().value(),
        installation.slug().value(),
        key);
  }

  @Override
  public List<ReportedProblem> of(InstallationKey installation) {
    return session.list(
        ProblemRows::problem,
        SELECT + " ORDER BY last_at DESC, problem_key",
        installation.team().value(),
        Targets.kind(installation.target()),
        installation.target().value(),
        installation.slug().value());
  }

  @Override
  public void put(ReportedProblem problem) {
    InstallationKey it = problem.installation();
    session.execute(
        """
        INSERT INTO problems (team_id, target_kind, target_id, slug, problem_key, message, critical,
          reports, first_at, last_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (team_id, target_kind, target_id, slug, problem_key) DO UPDATE
        SET message = excluded.message, critical = excluded.critical, reports = excluded.reports,
          first_at = excluded.first_at, last_at = excluded.last_at
        """,
        it.team().value(),
        Targets.kind(it.target()),
        it.target().value(),
        it.slug().value(),
        problem.report().key(),
        problem.report().message(),
        problem.report().critical(),
        problem.count(),
        problem.firstAt(),
        problem.lastAt());
  }

  @Override
  public void remove(InstallationKey installation, String key) {
    session.execute(
        "DELETE" + OF_INSTALLATION + " AND problem_key = ?",
        installation.team().value(),
        Targets.kind(installation.target()),
        installation.target().value(),
        installation.slug().value(),
        key);
  }

  @Override
  public void removeAllOf(InstallationKey installation) {
    session.execute(
        "DELETE" + OF_INSTALLATION,
        installation.team().value(),
        Targets.kind(installation.target()),
        installation.target().value(),
        installation.slug().value());
  }

  private static ReportedProblem problem(Row row) throws SQLException {
    var team = new TeamId(row.text());
    var target = Targets.target(row.text(), row.text());
    var key = new InstallationKey(team, target, new Slug(row.text()));
    var report = new ProblemReport(row.text(), row.text(), row.flag());
    return new ReportedProblem(
        key, report, Math.toIntExact(row.number()), row.instant(), row.instant());
  }
}

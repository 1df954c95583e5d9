package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationFailure;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.OperationPhase;
import dev.slipjoint.platform.store.OperationTable;
import dev.slipjoint.protocol.OperationKind;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Operations as rows. */
record OperationRows(Session session) implements OperationTable {
  private static final String SELECT =
      """
      SELECT id, team_id, target_kind, target_id, slug, generation, kind, phase, started_by,
        started_at, deadline, attempts, sent_at, next_attempt_at, ended_at, failure, reason, forced
      FROM operations
      """;

  private static final String OF_INSTALLATION =
      SELECT + " WHERE team_id = ? AND target_kind = ? AND target_id = ? AND slug = ?";

  @Override
  public Optional<Operation> find(OperationId id) {
    return session.one(OperationRows::operation, SELECT + " WHERE id = ?", id.value());
  }

  @Override
  public List<Operation> latest(InstallationKey installation, int limit) {
    return session.list(
        OperationRows::operation,
        OF_INSTALLATION + " ORDER BY started_at DESC, id DESC LIMIT ?",
        installation.team().value(),
        Targets.kind(installation.target()),
        installation.target().value(),
        installation.slug().value(),
        limit);
  }

  @Override
  public Optional<Operation> running(InstallationKey installation) {
    return session.one(
        OperationRows::operation,
        OF_INSTALLATION + " AND phase NOT IN ('done', 'failed')",
        installation.team().value(),
        Targets.kind(installation.target()),
        installation.target().value(),
        installation.slug().value());
  }

  @Override
  public void put(Operation operation) {
    InstallationKey key = operation.installation();
    session.execute(
        """
        INSERT INTO operations (id, team_id, target_kind, target_id, slug, generation, kind, phase,
          started_by, started_at, deadline, attempts, sent_at, next_attempt_at, ended_at, failure,
          reason, forced)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE
        SET phase = excluded.phase, deadline = excluded.deadline, attempts = excluded.attempts,
          sent_at = excluded.sent_at, next_attempt_at = excluded.next_attempt_at,
          ended_at = excluded.ended_at, failure = excluded.failure, reason = excluded.reason,
          forced = excluded.forced
        """,
        operation.id().value(),
        key.team().value(),
        Targets.kind(key.target()),
        key.target().value(),
        key.slug().value(),
        operation.generation(),
        operation.kind().wireName(),
        operation.phase().name().toLowerCase(Locale.ROOT),
        operation.startedBy().value(),
        operation.startedAt(),
        operation.deadline(),
        operation.attempts(),
        operation.sentAt(),
        operation.nextAttemptAt(),
        operation.endedAt(),
        operation.failure().map(it -> it.code().wireName()),
        operation.failure().map(OperationFailure::reason),
        operation.forced());
  }

  private static Operation operation(Row row) throws SQLException {
    var id = new OperationId(row.text());
    var team = new TeamId(row.text());
    var target = Targets.target(row.text(), row.text());
    var key = new InstallationKey(team, target, new Slug(row.text()));
    long generation = row.number();
    OperationKind kind = row.word(OperationKind.values());
    OperationPhase phase = row.word(OperationPhase.values());
    var startedBy = new UserId(row.text());
    Instant startedAt = row.instant();
    Instant deadline = row.instant();
    int attempts = Math.toIntExact(row.number());
    var sentAt = row.optionalInstant();
    var nextAttemptAt = row.optionalInstant();
    var endedAt = row.optionalInstant();
    var failure = failure(row.optionalText(), row.optionalText());
    return new Operation(
        id,
        key,
        generation,
        kind,
        phase,
        startedBy,
        startedAt,
        deadline,
        attempts,
        sentAt,
        nextAttemptAt,
        endedAt,
        failure,
        row.flag());
  }

  private static Optional<OperationFailure> failure(
      Optional<String> code, Optional<String> reason) {
    return code.map(
        word ->
            new OperationFailure(
                Stream.of(OperationFailure.Code.values())
                    .filter(it -> it.wireName().equals(word))
                    .findFirst()
                    .orElseThrow(),
                reason.orElse("")));
  }
}

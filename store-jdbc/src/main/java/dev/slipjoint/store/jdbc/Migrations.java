package dev.slipjoint.store.jdbc;

import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables up to date, one numbered script after the other. */
final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private final Flyway flyway;
  private final String database;

  /**
   * Takes a database.
   *
   * @param database what to call it before people
   * @param byCodePoint the engine's name of the collation that compares code points
   */
  Migrations(DataSource dataSource, String database, String byCodePoint) {
    this.database = database;
    this.flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:dev/slipjoint/store/jdbc/migration")
            .placeholders(Map.of("byCodePoint", byCodePoint))
            // Nothing is ignored, later versions least of all.
            .ignoreMigrationPatterns(new String[0])
            .loggers(FlywayLog.class.getName())
            .load();
  }

  void run() throws SQLException {
    try {
      var done = flyway.migrate();
      if (done.migrationsExecuted > 0) {
        LOG.info("The tables are now at version {}", done.targetSchemaVersion);
      }
    } catch (FlywayValidateException e) {
      throw notOurs(e);
    } catch (FlywayException e) {
      throw understood(e);
    }
  }

  private StoreFailedToOpenException notOurs(FlywayValidateException e) {
    boolean newer = Stream.of(flyway.info().applied()).anyMatch(Migrations::isFromTheFuture);
    String sentence =
        newer
            ? "The database %s was written by a newer Slipjoint; start that version or a later one."
            : "The tables of %s are not as Slipjoint made them; restore it from a backup.";
    return new StoreFailedToOpenException(sentence.formatted(database), e);
  }

  private static boolean isFromTheFuture(MigrationInfo script) {
    return script.getState() == MigrationState.FUTURE_SUCCESS
        || script.getState() == MigrationState.FUTURE_FAILED;
  }

  /** What the database said, if it is the database that failed. */
  private static SQLException understood(FlywayException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException said) {
        return said;
      }
    }
    throw e;
  }
}

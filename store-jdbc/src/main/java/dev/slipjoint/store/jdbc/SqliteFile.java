package dev.slipjoint.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** A SQLite database that is Slipjoint's, and how connections to it have to be set. */
class SqliteFile {

  /** "SlpJ": what tells our databases from other programs'. */
  private static final int APPLICATION_ID = 0x536C704A;

  private static final List<String> FOR_ALL =
      List.of(
          // Java does the waiting: a wait in native code would hold up a carrier thread.
          "PRAGMA busy_timeout = 50",
          "PRAGMA foreign_keys = OFF",
          "PRAGMA temp_store = MEMORY",
          "PRAGMA trusted_schema = OFF");

  private static final List<String> FOR_WRITERS =
      List.of(
          // NORMAL would answer before the log is on the disk.
          "PRAGMA synchronous = FULL",
          // The same on macOS, whose fsync leaves data in the drive.
          "PRAGMA fullfsync = ON",
          // In kibibytes. What it holds stays good, as nobody else writes, and spares a read of the
          // disk's cache for each page of a change.
          "PRAGMA cache_size = -16384",
          "PRAGMA journal_size_limit = 67108864");

  private static final List<String> FOR_READERS = List.of("PRAGMA query_only = ON");

  private final Path path;

  SqliteFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Makes sure that the database is ours and sound, and its tables are up to date. */
  void prepare() {
    try {
      inspect();
      claim();
      new Migrations(dataSource(), path.toString(), "BINARY").run();
    } catch (SQLException e) {
      throw SqliteFailures.whileOpening(path, e);
    }
  }

  /** Looks before anything is changed, so that what isn't ours or isn't sound stays as it was. */
  private void inspect() throws SQLException {
    boolean hasLog = logBytes() > 0;
    if (hasLog && databaseBytes() == 0) {
      // SQLite would throw the log away, and begin with nothing.
      throw new StoreFailedToOpenException(
          "The database %s is empty, but the log beside it is not; restore both from a backup."
              .formatted(path));
    }
    try (Connection connection = hasLog ? openForLooking() : open();
        Statement statement = connection.createStatement()) {
      if (number(statement, "PRAGMA application_id") != APPLICATION_ID) {
        refuseUnlessNew(statement);
      } else if (!text(statement, "PRAGMA quick_check(1)").equals("ok")) {
        throw new StoreFailedToOpenException(
            (hasLog
                    ? "The database %s is damaged, or the log beside it is not its own; restore"
                        + " both from one copy."
                    : "The database %s is damaged; restore it from a backup.")
                .formatted(path));
      }
    }
  }

  private void refuseUnlessNew(Statement statement) throws SQLException {
    if (number(statement, "PRAGMA application_id") != 0
        || number(statement, "SELECT count(*) FROM sqlite_master") != 0) {
      throw new StoreFailedToOpenException(
          "The file %s is a database of another program; choose another data folder."
              .formatted(path));
    }
  }

  private void claim() throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      if (number(statement, "PRAGMA application_id") != APPLICATION_ID) {
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      }
      // Where that is impossible it does not fail, but answers the mode that stays in force.
      String mode = text(statement, "PRAGMA journal_mode = WAL");
      if (!mode.equals("wal")) {
        throw new StoreFailedToOpenException(
            "The database %s can't have a write-ahead log; choose a data folder on a local disk."
                .formatted(path));
      }
    }
  }

  long databaseBytes() {
    return path.toFile().length();
  }

  /** Of the write-ahead log, which stays after the hard end of a process. */
  long logBytes() {
    return path.resolveSibling(path.getFileName() + "-wal").toFile().length();
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet answer = statement.executeQuery(sql)) {
      return answer.getInt(1);
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet answer = statement.executeQuery(sql)) {
      return answer.getString(1);
    }
  }

  SQLiteConnection openWriter() throws SQLException {
    return configured(FOR_WRITERS);
  }

  SQLiteConnection openReader() throws SQLException {
    return configured(FOR_READERS);
  }

  private DataSource dataSource() {
    var writers =
        new SQLiteDataSource() {
          @Override
          public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
              throws SQLException {
            return openWriter();
          }
        };
    writers.setUrl(url());
    return writers;
  }

  SQLiteConnection open() throws SQLException {
    Properties settings = new Properties();
    // The driver would follow each INSERT with a SELECT for a key that nobody asks for.
    settings.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
    return JDBC.createConnection(url(), settings);
  }

  /**
   * Without the right to write: the last connection that closes would write the log into the
   * database, and the log may be another database's.
   */
  private SQLiteConnection openForLooking() throws SQLException {
    return JDBC.createConnection(url() + "?mode=ro", new Properties());
  }

  /** As a URI, or what follows a question mark in a folder's name would be taken for settings. */
  private String url() {
    return JDBC.PREFIX + path.toUri();
  }

  private SQLiteConnection configured(List<String> pragmas) throws SQLException {
    SQLiteConnection connection = open();
    try (Statement statement = connection.createStatement()) {
      for (String pragma : FOR_ALL) {
        statement.execute(pragma);
      }
      for (String pragma : pragmas) {
        statement.execute(pragma);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}

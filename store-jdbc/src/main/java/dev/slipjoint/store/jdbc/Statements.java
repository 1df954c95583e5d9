package dev.slipjoint.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The prepared statements of one connection. Each is prepared once, which more than halves the cost
 * of a look-up; all SQL texts are constants, so there are only so many.
 */
final class Statements implements Session.Questions {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  @Override
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /** Runs a statement without parameters and results, such as BEGIN. */
  void run(String sql) throws SQLException {
    prepare(sql).execute();
  }

  /** Closes the connection. It is given up in any case, so that nobody is told of a failure. */
  void close() {
    prepared.values().forEach(Statements::closeQuietly);
    closeQuietly(connection);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // Everything that was acknowledged is durable already.
    }
  }
}

package dev.slipjoint.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened when it is needed and given up when it failed. One user at a time.
 */
final class Line {

  /** Opens a connection. */
  interface Dial {
    Connection open() throws SQLException;
  }

  private final Dial dial;
  private @Nullable Statements statements;
  private boolean closed;

  Line(Dial dial) {
    this.dial = dial;
  }

  /** What to ask the database through. */
  Statements statements() throws SQLException {
    if (closed) {
      throw new SQLNonTransientConnectionException("The store is closed");
    }
    Statements open = statements;
    if (open == null) {
      open = new Statements(dial.open());
      statements = open;
    }
    return open;
  }

  /**
   * Gives the connection up; the next use opens another one. The engine rolls back what is open.
   */
  void drop() {
    Statements open = statements;
    statements = null;
    if (open != null) {
      open.close();
    }
  }

  /** Gives the connection up for good. */
  void close() {
    closed = true;
    drop();
  }
}

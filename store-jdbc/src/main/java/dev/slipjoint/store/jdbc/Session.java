package dev.slipjoint.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database within one transaction. After the first statement that fails, every other one
 * does too, on any engine: work that swallows a failure can't go on half done.
 */
final class Session {
  private final Questions questions;
  private final boolean mayWrite;
  private final Memory memory;
  private final Function<SQLException, RuntimeException> failures;
  private final Thread owner = Thread.currentThread();
  private @Nullable RuntimeException failure;
  private volatile boolean over;

  /** Where statements come from. */
  interface Questions {
    PreparedStatement prepare(String sql) throws SQLException;
  }

  Session(
      Questions questions,
      boolean mayWrite,
      Memory memory,
      Function<SQLException, RuntimeException> failures) {
    this.questions = questions;
    this.mayWrite = mayWrite;
    this.memory = memory;
    this.failures = failures;
  }

  /** The row of that key, which the query finds if it has to be asked. */
  <T> Optional<T> row(Object key, Row.Reader<T> reader, String sql, Object... parameters) {
    check();
    return memory.find(key, () -> one(reader, sql, parameters));
  }

  /** To be said after the row of that key was changed in any way. */
  void changed(Object key) {
    memory.changed(key, Optional.empty());
  }

  /** The same, where it reads exactly so from now on. */
  void changed(Object key, Object row) {
    memory.changed(key, Optional.of(row));
  }

  /** The one row that the query finds, if any. */
  <T> Optional<T> one(Row.Reader<T> reader, String sql, Object... parameters) {
    return list(reader, sql, parameters).stream().findFirst();
  }

  /** All rows that the query finds. */
  <T> List<T> list(Row.Reader<T> reader, String sql, Object... parameters) {
    check();
    try {
      PreparedStatement statement = bound(sql, parameters);
      try (ResultSet answer = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (answer.next()) {
          rows.add(reader.read(new Row(answer)));
        }
        return rows;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Changes something, and says how many rows. */
  int execute(String sql, Object... parameters) {
    check();
    if (!mayWrite) {
      throw new IllegalStateException("The work of a read tried to change something; use write");
    }
    try {
      return bound(sql, parameters).executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** From here on nobody may use this any more. */
  void end() {
    over = true;
  }

  /** What the first statement that failed was refused with. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Throws it again, for work that swallowed it. */
  void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  private void check() {
    if (over || Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "A transaction was used after its end or by another thread; it is good only in its work");
    }
    throwFailure();
  }

  private RuntimeException failed(SQLException e) {
    RuntimeException told = failures.apply(e);
    failure = told;
    return told;
  }

  private PreparedStatement bound(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = questions.prepare(sql);
    for (int i = 0; i < parameters.length; i++) {
      bind(statement, i + 1, parameters[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int place, Object value)
      throws SQLException {
    switch (value) {
      case String text -> statement.setString(place, text);
      case Long number -> statement.setLong(place, number);
      case Integer number -> statement.setLong(place, number);
      case Boolean flag -> statement.setLong(place, flag ? 1 : 0);
      case Instant instant -> statement.setLong(place, Micros.of(instant));
      case Optional<?> perhaps -> {
        if (perhaps.isPresent()) {
          bind(statement, place, perhaps.get());
        } else {
          statement.setNull(place, Types.NULL);
        }
      }
      default ->
          throw new IllegalArgumentException("No column holds a " + value.getClass().getName());
    }
  }
}

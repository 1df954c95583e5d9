package dev.slipjoint.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One row of an answer, read from left to right. */
final class Row {

  /** Makes a value of a row. */
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  private final ResultSet answer;
  private int column;

  Row(ResultSet answer) {
    this.answer = answer;
  }

  String text() throws SQLException {
    return answer.getString(++column);
  }

  Optional<String> optionalText() throws SQLException {
    return Optional.ofNullable(answer.getString(++column));
  }

  /** A constant that is kept by its name in lower case. */
  <E extends Enum<E>> E word(E[] all) throws SQLException {
    String word = text();
    return Stream.of(all)
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The database holds the word " + word));
  }

  /** The same, if there is one. */
  <E extends Enum<E>> Optional<E> optionalWord(E[] all) throws SQLException {
    Optional<String> word = optionalText();
    return Stream.of(all)
        .filter(it -> word.filter(it.name().toLowerCase(Locale.ROOT)::equals).isPresent())
        .findFirst();
  }

  Optional<Integer> optionalNumber() throws SQLException {
    int number = Math.toIntExact(number());
    return answer.wasNull() ? Optional.empty() : Optional.of(number);
  }

  long number() throws SQLException {
    return answer.getLong(++column);
  }

  boolean flag() throws SQLException {
    return number() != 0;
  }

  Instant instant() throws SQLException {
    return Micros.instant(number());
  }

  Optional<Instant> optionalInstant() throws SQLException {
    long micros = number();
    return answer.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
  }
}

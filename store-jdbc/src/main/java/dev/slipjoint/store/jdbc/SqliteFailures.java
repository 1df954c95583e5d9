package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's refusals mean to us. */
final class SqliteFailures {

  private SqliteFailures() {}

  /** What a caller is told: that the store can't now, unless the statement itself was wrong. */
  static RuntimeException whileWorking(SQLException e) {
    return switch (codeOf(e)) {
      case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_TOOBIG ->
          new IllegalStateException("The database refused a statement as wrong", e);
      default -> new StoreUnavailable(e);
    };
  }

  /** What whoever started the program is told. */
  static StoreFailedToOpenException whileOpening(Path file, SQLException e) {
    SQLiteErrorCode code = codeOf(e);
    String sentence =
        switch (code) {
          case SQLITE_NOTADB ->
              "The file %s is not a database; choose another data folder or move that file away.";
          case SQLITE_CORRUPT -> "The database %s is damaged; restore it from a backup.";
          case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
              "The database %s can't be written; let this user write it and its folder.";
          case SQLITE_FULL -> "The disk that holds %s is full; make room on it.";
          case SQLITE_IOERR ->
              "The disk that holds %s is full or fails ("
                  + SQLiteErrorCode.getErrorCode(e.getErrorCode()).name()
                  + "); make room on it, or look at the system's log.";
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "The database %s is in use by another program; stop that one first.";
          default ->
              "The database %s can't be opened ("
                  + code.name()
                  + "); its disk may be full, or fail.";
        };
    return new StoreFailedToOpenException(sentence.formatted(file), e);
  }

  /** The primary code: the extended ones keep it in their lowest byte. */
  private static SQLiteErrorCode codeOf(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
  }
}

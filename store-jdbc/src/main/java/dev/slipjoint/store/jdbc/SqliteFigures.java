package dev.slipjoint.store.jdbc;

import java.nio.file.Path;

/**
 * Looks at the store's own parts, and at its files from outside: opening one would give up SQLite's
 * locks on it.
 */
record SqliteFigures(SqliteWriter writer, SqliteReaders connections, Path database)
    implements StoreFigures {

  @Override
  public int waitingWrites() {
    return writer.waiting();
  }

  @Override
  public int busyReaders() {
    return connections.busy();
  }

  @Override
  public int readers() {
    return connections.size();
  }

  @Override
  public long databaseBytes() {
    return database.toFile().length();
  }

  @Override
  public long logBytes() {
    return database.resolveSibling(database.getFileName() + "-wal").toFile().length();
  }

  @Override
  public long freeBytes() {
    return database.toFile().getUsableSpace();
  }
}

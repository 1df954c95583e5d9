package dev.slipjoint.store.jdbc;

/**
 * Looks at the store's own parts, and at its files from outside: opening one would give up SQLite's
 * locks on it.
 */
record SqliteFigures(SqliteWriter writer, SqliteReaders connections, SqliteFile file)
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
    return file.databaseBytes();
  }

  @Override
  public long logBytes() {
    return file.logBytes();
  }

  @Override
  public long freeBytes() {
    return file.path().toFile().getUsableSpace();
  }
}

package dev.slipjoint.store.jdbc;

/** How an open store is at this moment. */
public interface StoreFigures {

  /** Writes that wait for their turn. */
  int waitingWrites();

  /** Connections that somebody is reading through. */
  int busyReaders();

  /** Connections that there are to read through. */
  int readers();

  /** Bytes of the database itself. */
  long databaseBytes();

  /** Bytes of the write-ahead log beside it. */
  long logBytes();

  /** Bytes that are free on the disk that both are on. */
  long freeBytes();
}

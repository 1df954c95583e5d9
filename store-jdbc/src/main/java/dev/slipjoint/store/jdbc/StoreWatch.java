package dev.slipjoint.store.jdbc;

/**
 * Is told how the store does, by whoever wants to measure it. It is called while others wait for
 * the store, so it is quick, waits for nothing, and throws nothing.
 */
public interface StoreWatch {

  /** Measures nothing. */
  StoreWatch NONE = new StoreWatch() {};

  /** The store is open; until it is closed, it can be asked how it is. */
  default void opened(StoreFigures figures) {}

  /** Several writes were made durable together. */
  default void committed(Batch batch) {}

  /** So many writes failed together, because the database could not keep them. */
  default void failed(int writes) {}

  /** A write was refused, because too many wait already. */
  default void refused() {}

  /** A read had to wait for a connection, so many nanoseconds. */
  default void waitedToRead(long nanos) {}

  /**
   * Writes that were made durable together.
   *
   * @param writes how many
   * @param waited nanoseconds that the one who came first had waited for its turn
   * @param worked nanoseconds that their work took
   * @param synced nanoseconds that it then took until they were on the disk
   */
  record Batch(int writes, long waited, long worked, long synced) {}
}

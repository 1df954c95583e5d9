package dev.slipjoint.store.jdbc;

import java.util.Optional;
import java.util.function.Supplier;

/** What one transaction knows of rows, by their keys, and what becomes known through it. */
interface Memory {

  /** The row of that key: as it is known, or as the question finds it. */
  <T> Optional<T> find(Object key, Supplier<Optional<T>> question);

  /** That row was changed: it is this from now on, or whatever the database says. */
  void changed(Object key, Optional<?> row);
}

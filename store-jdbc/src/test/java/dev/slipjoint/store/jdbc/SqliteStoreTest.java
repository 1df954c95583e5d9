package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract over SQLite. */
class SqliteStoreTest implements StoreContract, WebhookContract {
  @TempDir Path folder;
  private Store open;

  @Override
  public Store newStore() {
    open = JdbcStore.open(folder, InstantSource.system());
    return open;
  }

  @Override
  public Store reopen(Store store) {
    store.close();
    return newStore();
  }

  @AfterEach
  void close() {
    open.close();
  }
}

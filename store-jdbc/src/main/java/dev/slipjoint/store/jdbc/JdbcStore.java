package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Remembers in a SQLite database in a data folder, without any service beside it.
 *
 * <p>Writes are done one after the other by a thread of the store's own, which makes several
 * durable at once; reads run in the caller's thread. Work must be short: while a write's work runs,
 * no other write does.
 */
public final class JdbcStore implements Store {
  private static final int READERS = 4;

  /** One in so many bytes of the heap may hold rows that were read before. */
  private static final int PART_TO_REMEMBER = 8;

  private final SqliteLock lock;
  private final Recall recall = new Recall(Runtime.getRuntime().maxMemory() / PART_TO_REMEMBER);
  private final SqliteReaders readers;
  private final SqliteWriter writer;
  private final ThreadLocal<Boolean> working = ThreadLocal.withInitial(() -> false);
  private final AtomicBoolean closed = new AtomicBoolean();

  private JdbcStore(SqliteLock lock, SqliteFile file, InstantSource clock, StoreWatch watch) {
    this.lock = lock;
    this.readers = new SqliteReaders(READERS, forgetting(file::openReader), recall, clock, watch);
    this.writer = new SqliteWriter(forgetting(file::openWriter), recall, clock, watch);
    watch.opened(new SqliteFigures(writer, readers, file));
  }

  private Line.Dial forgetting(Line.Dial dial) {
    return () -> {
      Connection opened = dial.open();
      recall.forget();
      return opened;
    };
  }

  /**
   * Opens the store of a data folder, which is made if it isn't there, and brings its tables up to
   * date.
   *
   * @throws StoreInUseException if another store has that folder open
   * @throws StoreFailedToOpenException if the folder or the database in it can't be used
   */
  public static JdbcStore open(Path dataFolder, InstantSource clock) {
    return open(dataFolder, clock, StoreWatch.NONE, SqliteFile::new);
  }

  /**
   * Opens the store of a data folder, and lets somebody measure it.
   *
   * @throws StoreInUseException if another store has that folder open
   * @throws StoreFailedToOpenException if the folder or the database in it can't be used
   */
  public static JdbcStore open(Path dataFolder, InstantSource clock, StoreWatch watch) {
    return open(dataFolder, clock, watch, SqliteFile::new);
  }

  static JdbcStore open(Path dataFolder, InstantSource clock, Function<Path, SqliteFile> files) {
    return open(dataFolder, clock, StoreWatch.NONE, files);
  }

  static JdbcStore open(
      Path dataFolder, InstantSource clock, StoreWatch watch, Function<Path, SqliteFile> files) {
    DataFolder folder = DataFolder.prepare(dataFolder);
    SqliteLock lock = SqliteLock.take(folder);
    try {
      SqliteFile file = files.apply(folder.newFile("slipjoint.db"));
      file.prepare();
      return new JdbcStore(lock, file, clock, watch);
    } catch (RuntimeException | Error e) {
      lock.release();
      throw e;
    }
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    refuseNesting();
    return readers.read(alone(work));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    refuseNesting();
    return writer.write(alone(work));
  }

  @Override
  public void check() {
    read(tx -> tx.users().isEmpty());
    write(JdbcStore::touch);
  }

  /**
   * Without a page that changed, a commit never asks the disk: on a full one it would succeed. This
   * number is one that nobody uses, and setting it writes a page even if it is the same again.
   */
  private static int touch(Transaction transaction) {
    return ((JdbcTransaction) transaction).session().execute("PRAGMA user_version = 0");
  }

  /**
   * The writer would wait for itself, and a read would see another moment than its surroundings.
   */
  private void refuseNesting() {
    if (working.get()) {
      throw new IllegalStateException(
          "Work in a transaction asked the store for another one; it must use the one it has");
    }
  }

  private <T> Function<Transaction, T> alone(Function<Transaction, T> work) {
    return transaction -> {
      working.set(true);
      try {
        return work.apply(transaction);
      } finally {
        working.remove();
      }
    };
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      recall.close();
      // The writer goes last: the last connection to close empties the write-ahead log.
      readers.close();
      writer.close();
      lock.release();
    }
  }
}

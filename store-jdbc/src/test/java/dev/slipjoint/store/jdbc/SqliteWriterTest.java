package dev.slipjoint.store.jdbc;

import static dev.slipjoint.store.jdbc.Samples.WWW;
import static dev.slipjoint.store.jdbc.Samples.hasUser;
import static dev.slipjoint.store.jdbc.Samples.installation;
import static dev.slipjoint.store.jdbc.Samples.key;
import static dev.slipjoint.store.jdbc.Samples.user;
import static dev.slipjoint.store.jdbc.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;

/** How SQLite's one writer treats many callers, and what it does when the database can't. */
@Timeout(60)
class SqliteWriterTest {
  @TempDir Path folder;
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger largestSize = new AtomicInteger(1_000_000);
  private Store store;

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder, InstantSource.system(), WatchedFile::new);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    assertThat(RawDatabase.in(folder).ask("PRAGMA integrity_check")).isEqualTo("ok");
  }

  @Test
  void writesThatWaitTogetherAreMadeDurableTogether() throws Exception {
    int before = commits.get();
    List<Consumer<Transaction>> works = new ArrayList<>();
    for (int i = 0; i < 2 * SqliteWriter.LONGEST_BATCH; i++) {
      String id = "user-" + i;
      works.add(tx -> tx.users().put(user(id)));
    }
    for (FutureTask<?> write : writeTogether(works)) {
      write.get();
    }
    // One for the write that held up the others.
    assertThat(commits.get() - before).isEqualTo(1 + 2);
    assertThat(hasUser(store, "user-0")).isTrue();
    assertThat(hasUser(store, "user-127")).isTrue();
  }

  @Test
  void aFailedCommitFailsEveryWriteOfItsBatchAndNoLaterOne() throws Exception {
    write(store, tx -> execute(tx, "CREATE TABLE parent (id integer PRIMARY KEY)"));
    write(
        store,
        tx ->
            execute(
                tx,
                """
                CREATE TABLE child
                  (parent integer REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)
                """));
    var writes =
        writeTogether(
            List.of(
                tx -> tx.users().put(user("ada")),
                // Fails the commit, not the statement.
                tx -> execute(tx, "INSERT INTO child VALUES (1)"),
                SqliteWriterTest::refuse,
                tx -> tx.users().put(user("bob"))));
    for (FutureTask<?> write : writes) {
      assertThatThrownBy(write::get)
          .hasCauseInstanceOf(StoreUnavailable.class)
          .rootCause()
          .hasMessageContaining("FOREIGN KEY");
    }
    assertThat(hasUser(store, "ada")).isFalse();
    assertThat(hasUser(store, "bob")).isFalse();
    write(store, tx -> tx.users().put(user("ada")));
    assertThat(hasUser(store, "ada")).isTrue();
  }

  @Test
  void aFullDiskRefusesWritesUntilThereIsRoomAgainAndNoReads() throws Exception {
    reopenWithAtMost(120);
    int stored = fill();
    assertThat(stored).isBetween(5, 60);
    assertThatThrownBy(() -> add(stored)).isInstanceOf(StoreUnavailable.class);
    assertThat(has(0)).isTrue();
    assertThat(has(stored)).isFalse();

    largestSize.set(1_000_000);
    store.check();
    add(stored);
    for (int i = 0; i <= stored; i++) {
      assertThat(has(i)).isTrue();
    }
  }

  @Test
  void aCheckAsksTheDiskAndChangesNothing() throws Exception {
    Path log = folder.resolve("slipjoint.db-wal");
    store.check();
    int before = commits.get();
    long size = Files.size(log);
    store.check();
    assertThat(commits.get() - before).isEqualTo(1);
    assertThat(Files.size(log)).isGreaterThan(size);
    store.close();
    assertThatThrownBy(store::check).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void aQueueThatIsFullRefusesMore() throws Exception {
    var asked = new AtomicInteger();
    List<Consumer<Transaction>> works = new ArrayList<>();
    for (int i = 0; i < SqliteWriter.LONGEST_QUEUE; i++) {
      works.add(tx -> asked.incrementAndGet());
    }
    var writes =
        writeTogether(
            works,
            () ->
                assertThatThrownBy(() -> write(store, tx -> asked.incrementAndGet()))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasRootCauseMessage("Too many writes are waiting"));
    for (FutureTask<?> write : writes) {
      write.get();
    }
    assertThat(asked).hasValue(SqliteWriter.LONGEST_QUEUE);
  }

  @Test
  void closingWaitsForTheWritesInLine() throws Exception {
    var closing = new Thread(store::close);
    var writes =
        writeTogether(
            List.of(tx -> tx.users().put(user("ada")), tx -> tx.users().put(user("bob"))),
            closing::start);
    for (FutureTask<?> write : writes) {
      write.get();
    }
    closing.join();
    open();
    assertThat(hasUser(store, "bob")).isTrue();
  }

  @Test
  void anInterruptedCallerIsAnsweredAllTheSame() {
    Thread.currentThread().interrupt();
    write(store, tx -> tx.users().put(user("ada")));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(hasUser(store, "ada")).isTrue();
  }

  @Test
  void anErrorInOneWritesWorkReachesItsCallerAndStopsNothing() {
    var error = new LinkageError("mine");
    assertThatThrownBy(() -> write(store, tx -> fail(error))).isSameAs(error);
    write(store, tx -> tx.users().put(user("ada")));
    assertThat(hasUser(store, "ada")).isTrue();
  }

  @Test
  void anErrorThatEndsTheWriterRefusesEveryWriteAndHoldsUpNobody() throws Exception {
    store.close();
    var breaks = new AtomicBoolean();
    store =
        JdbcStore.open(folder, InstantSource.system(), path -> new BrittleFile(path, breaks::get));
    List<Consumer<Transaction>> works = new ArrayList<>();
    for (int i = 1; i < 2 * SqliteWriter.LONGEST_BATCH; i++) {
      works.add(tx -> tx.users().put(user("ada")));
    }
    works.add(1, tx -> execute(tx, "Makes the writer drop its connection"));
    for (FutureTask<?> write : writeTogether(works, () -> breaks.set(true))) {
      assertThatThrownBy(write::get)
          .hasCauseInstanceOf(StoreUnavailable.class)
          .hasRootCauseMessage("The writer has died");
    }
    assertThatThrownBy(() -> write(store, tx -> tx.users().put(user("ada"))))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(hasUser(store, "ada")).isFalse();

    store.close();
    open();
    write(store, tx -> tx.users().put(user("ada")));
    assertThat(hasUser(store, "ada")).isTrue();
  }

  private List<FutureTask<?>> writeTogether(List<Consumer<Transaction>> works) throws Exception {
    return writeTogether(works, () -> {});
  }

  /** Holds up the writer until all of these wait in line, in this order, and something was done. */
  private List<FutureTask<?>> writeTogether(List<Consumer<Transaction>> works, Runnable meanwhile)
      throws Exception {
    var holding = new CountDownLatch(1);
    var letGo = new CountDownLatch(1);
    Thread holder =
        Thread.startVirtualThread(
            () ->
                write(
                    store,
                    tx -> {
                      holding.countDown();
                      await(letGo);
                    }));
    holding.await();
    List<FutureTask<?>> writes = new ArrayList<>();
    for (Consumer<Transaction> work : works) {
      FutureTask<?> write = new FutureTask<>(() -> write(store, work), true);
      writes.add(write);
      Thread caller = Thread.startVirtualThread(write);
      while (caller.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    try {
      meanwhile.run();
    } finally {
      letGo.countDown();
    }
    holder.join();
    return writes;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuse(Transaction tx) {
    throw new IllegalArgumentException("Never answered: it may rest on what wasn't kept");
  }

  private static void fail(Error error) {
    throw error;
  }

  private void reopenWithAtMost(int pages) {
    store.close();
    largestSize.set(pages);
    open();
  }

  /** Adds until it can't, and says how many it could. */
  private int fill() {
    int added = 0;
    try {
      while (added < 1000) {
        add(added);
        added++;
      }
    } catch (StoreUnavailable full) {
      assertThat(full).rootCause().hasMessageContaining("SQLITE_FULL");
    }
    return added;
  }

  private void add(int number) {
    String json = "{\"filler\":\"" + "x".repeat(8192) + "\"}";
    write(store, tx -> tx.installations().add(installation(key(WWW, "i-" + number), json)));
  }

  private boolean has(int number) {
    return store.read(tx -> tx.installations().find(key(WWW, "i-" + number)).isPresent());
  }

  private static void execute(Transaction tx, String sql) {
    ((JdbcTransaction) tx).session().execute(sql);
  }

  /** Its writer's connection can end in an Error when it is closed. */
  private static final class BrittleFile extends SqliteFile {
    private final Path path;
    private final BooleanSupplier breaks;

    BrittleFile(Path path, BooleanSupplier breaks) {
      super(path);
      this.path = path;
      this.breaks = breaks;
    }

    @Override
    SQLiteConnection openWriter() throws SQLException {
      return new JDBC4Connection(JDBC.PREFIX + path, path.toString(), new Properties()) {
        @Override
        public void close() throws SQLException {
          super.close();
          if (breaks.getAsBoolean()) {
            throw new OutOfMemoryError("A test's, to end the writer");
          }
        }
      };
    }
  }

  /** Counts commits, checks foreign keys (we have none of our own) and can be full. */
  private final class WatchedFile extends SqliteFile {
    WatchedFile(Path path) {
      super(path);
    }

    @Override
    SQLiteConnection openWriter() throws SQLException {
      SQLiteConnection connection = super.openWriter();
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA foreign_keys = ON");
        statement.execute("PRAGMA max_page_count = " + largestSize);
      }
      connection.addCommitListener(
          new SQLiteCommitListener() {
            @Override
            public void onCommit() {
              commits.incrementAndGet();
            }

            @Override
            public void onRollback() {}
          });
      return connection;
    }
  }
}

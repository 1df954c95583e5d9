package dev.slipjoint.store.jdbc;

import static dev.slipjoint.store.jdbc.Samples.user;
import static dev.slipjoint.store.jdbc.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the store tells those who measure it. */
@Timeout(60)
class StoreWatchTest {
  @TempDir Path folder;
  private final Told told = new Told();
  private Store store;

  private static final class Told implements StoreWatch {
    private final AtomicReference<StoreFigures> figures = new AtomicReference<>();
    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Long> waits = new CopyOnWriteArrayList<>();

    @Override
    public void opened(StoreFigures opened) {
      figures.set(opened);
    }

    @Override
    public void committed(Batch batch) {
      batches.add(batch);
    }

    @Override
    public void failed(int writes) {
      failed.addAndGet(writes);
    }

    @Override
    public void waitedToRead(long nanos) {
      waits.add(nanos);
    }
  }

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder, InstantSource.system(), told);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyWriteIsInOneOfTheBatchesAndItsTimeIsTold() {
    for (int i = 0; i < 20; i++) {
      String id = "user-" + i;
      write(store, tx -> tx.users().put(user(id)));
    }
    store.close(); // what is told comes after the answer

    assertThat(told.batches.stream().mapToInt(StoreWatch.Batch::writes).sum()).isEqualTo(20);
    assertThat(told.batches)
        .allSatisfy(
            it -> {
              assertThat(it.waited()).isPositive();
              assertThat(it.worked()).isPositive();
              assertThat(it.synced()).isPositive();
            });
    assertThat(told.failed).hasValue(0);
  }

  @Test
  void whatTheDatabaseCannotKeepIsToldAsFailed() {
    assertThatThrownBy(
            () ->
                write(
                    store,
                    tx ->
                        ((JdbcTransaction) tx).session().execute("INSERT INTO nowhere VALUES (1)")))
        .isInstanceOf(StoreUnavailable.class);
    store.close();

    assertThat(told.failed).hasValue(1);
    assertThat(told.batches).isEmpty();
  }

  @Test
  void readsAreToldOfOnlyIfTheyHadToWait() throws Exception {
    StoreFigures figures = told.figures.get();
    store.<Boolean>read(tx -> tx.users().isEmpty());
    assertThat(told.waits).isEmpty();
    assertThat(figures.busyReaders()).isZero();

    int readers = figures.readers();
    CountDownLatch reading = new CountDownLatch(readers);
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      threads.add(
          Thread.startVirtualThread(
              () ->
                  store.<Boolean>read(
                      tx -> {
                        boolean asked = tx.users().isEmpty();
                        reading.countDown();
                        await(end);
                        return asked;
                      })));
    }
    reading.await();
    assertThat(figures.busyReaders()).isEqualTo(readers);
    Thread waiting =
        Thread.startVirtualThread(() -> store.<Boolean>read(tx -> tx.users().isEmpty()));
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    end.countDown();
    threads.add(waiting);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(told.waits).singleElement().satisfies(it -> assertThat(it).isPositive());
    assertThat(figures.busyReaders()).isZero();
  }

  @Test
  void theFiguresAreThoseOfTheFiles() throws Exception {
    write(store, tx -> tx.users().put(user("ada")));
    StoreFigures figures = told.figures.get();

    assertThat(figures.databaseBytes()).isEqualTo(Files.size(folder.resolve("slipjoint.db")));
    assertThat(figures.logBytes()).isEqualTo(Files.size(folder.resolve("slipjoint.db-wal")));
    assertThat(figures.freeBytes()).isPositive();
    assertThat(figures.waitingWrites()).isZero();

    store.close();
    assertThat(figures.logBytes()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

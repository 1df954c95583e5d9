package dev.slipjoint.store.jdbc;

import static dev.slipjoint.store.jdbc.Samples.installation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That what is remembered is what the database holds, whoever reads and writes meanwhile. */
@Timeout(120)
class RecallTest {
  private static final long PLENTY = 1_000_000;

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder, InstantSource.system());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aRowIsAskedForOnce() {
    Recall recall = new Recall(PLENTY);
    AtomicInteger questions = new AtomicInteger();

    for (int i = 0; i < 3; i++) {
      Recall.Look look = recall.look();
      assertThat(find(look, questions, "row")).contains("row");
      look.keep();
    }

    assertThat(questions).hasValue(1);
  }

  /** Recovery may bring back a commit that failed, once nobody has the database open. */
  @Test
  void nothingIsKnownOnceAConnectionIsOpenedAnew() {
    Recall recall = new Recall(PLENTY);
    AtomicInteger questions = new AtomicInteger();
    Recall.Look known = recall.look();
    assertThat(find(known, questions, "old")).contains("old");
    known.keep();
    Recall.Look late = recall.lookAnew();
    assertThat(find(late, questions, "old")).contains("old");

    recall.forget();
    late.keep();

    assertThat(find(recall.look(), questions, "new")).contains("new");
    assertThat(questions).hasValue(3);
  }

  @Test
  void whatIsNotThereIsAskedForAgain() {
    Recall recall = new Recall(PLENTY);
    AtomicInteger questions = new AtomicInteger();

    for (int i = 0; i < 3; i++) {
      Recall.Look look = recall.look();
      look.ask();
      look.find("key", Optional::empty);
      look.keep();
    }
    assertThat(find(recall.look(), questions, "row")).contains("row");
    assertThat(questions).hasValue(1);
  }

  @Test
  void whatAWriteIsChangingIsForgottenAndNotBroughtBackByAReadOfBefore() {
    Recall recall = new Recall(PLENTY);
    AtomicInteger questions = new AtomicInteger();
    Recall.Look slow = recall.look();
    find(slow, questions, "old");

    recall.change().changed("key", Optional.empty());
    slow.keep();
    assertThat(find(recall.look(), questions, "new")).contains("new");
    recall.settle(Map.of());
    slow.keep();
    assertThat(find(recall.look(), questions, "new")).contains("new");
  }

  @Test
  void whatWasWrittenIsKnownOnceItIsSettled() {
    Recall recall = new Recall(PLENTY);
    recall.settle(Map.of("key", Optional.of("written")));

    AtomicInteger questions = new AtomicInteger();
    assertThat(find(recall.look(), questions, "asked")).contains("written");
    assertThat(questions).hasValue(0);
  }

  @Test
  void aReadTakesNothingThatBecameKnownAfterItBegan() {
    Recall recall = new Recall(PLENTY);
    AtomicInteger questions = new AtomicInteger();
    Recall.Look look = recall.look();
    recall.settle(Map.of("key", Optional.of("later")));

    assertThat(find(look, questions, "before")).contains("before");
  }

  @Test
  void aReadThatMixesTwoMomentsSaysSo() {
    Recall recall = new Recall(PLENTY);
    recall.settle(Map.of("one", Optional.of(1), "key", Optional.of("written")));
    Recall.Look look = recall.look();
    look.find("one", Optional::empty);

    assertThat(look.isOneMoment()).isTrue();
    recall.settle(Map.of("one", Optional.of(2)));
    assertThat(look.isOneMoment()).isTrue(); // nothing was asked, so it sees what was
    find(look, new AtomicInteger(), "asked");
    assertThat(look.isOneMoment()).isTrue(); // known too
    look.ask();
    assertThat(look.isOneMoment()).isFalse();
  }

  @Test
  void aFullMemoryForgets() {
    Recall recall = new Recall(5_000);
    for (int i = 0; i < 1_000; i++) {
      recall.settle(Map.of(i, Optional.of(i)));
    }
    AtomicInteger questions = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      recall
          .look()
          .find(
              i,
              () -> {
                questions.incrementAndGet();
                return Optional.empty();
              });
    }
    assertThat(questions).hasValueGreaterThan(900);
  }

  /**
   * Writers raise two installations together, and sometimes fail. Readers must see both at the same
   * revision, never less than what a writer has been told is kept, and never less than they saw.
   */
  @Test
  void readersSeeOneMomentAndNeverAnOlderOne() throws Exception {
    InstallationKey left = store.write(tx -> add(tx, "left")).key();
    InstallationKey right = store.write(tx -> add(tx, "right")).key();
    AtomicLong kept = new AtomicLong(1);
    AtomicBoolean over = new AtomicBoolean();
    Callable<Long> writer = () -> raise(left, right, kept);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(threads.submit(() -> readUntil(over, kept, left, right)));
      }
      List<Future<Long>> writers =
          List.of(threads.submit(writer), threads.submit(writer), threads.submit(writer));
      for (Future<Long> it : writers) {
        it.get();
      }
      over.set(true);
      for (Future<Long> it : readers) {
        assertThat(it.get()).isPositive();
      }
    }
    assertThat(revision(left)).isEqualTo(kept.get());
  }

  private long raise(InstallationKey left, InstallationKey right, AtomicLong kept) {
    for (int i = 0; i < 300; i++) {
      boolean fails = ThreadLocalRandom.current().nextInt(4) == 0;
      try {
        long now =
            store.<Long>write(
                tx -> {
                  raise(tx, left);
                  long revision = raise(tx, right);
                  if (fails) {
                    throw new UnsupportedOperationException("On purpose");
                  }
                  return revision;
                });
        kept.accumulateAndGet(now, Math::max);
      } catch (UnsupportedOperationException e) {
        // Nothing of it may be seen.
      }
    }
    return kept.get();
  }

  private long readUntil(
      AtomicBoolean over, AtomicLong kept, InstallationKey left, InstallationKey right) {
    long reads = 0;
    long seen = 0;
    while (!over.get()) {
      long atLeast = Math.max(seen, kept.get());
      List<Long> both =
          store.read(tx -> List.of(found(tx, left).revision(), found(tx, right).revision()));
      assertThat(both.getFirst()).isEqualTo(both.getLast()).isGreaterThanOrEqualTo(atLeast);
      seen = both.getFirst();
      reads++;
    }
    return reads;
  }

  private long revision(InstallationKey key) {
    return store.read(tx -> found(tx, key).revision());
  }

  private static Installation add(Transaction tx, String slug) {
    Installation it = installation(slug);
    tx.installations().add(it);
    return it;
  }

  private static long raise(Transaction tx, InstallationKey key) {
    Installation was = found(tx, key);
    Installation now = was.changed(was.context(), was.switches(), tx.now());
    tx.installations().replace(now);
    return now.revision();
  }

  private static Installation found(Transaction tx, InstallationKey key) {
    return tx.installations().find(key).orElseThrow();
  }

  private static Optional<String> find(Recall.Look look, AtomicInteger questions, String row) {
    return look.find(
        "key",
        () -> {
          questions.incrementAndGet();
          look.ask();
          return Optional.of(row);
        });
  }
}

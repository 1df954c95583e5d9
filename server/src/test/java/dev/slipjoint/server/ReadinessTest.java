package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How often the store is asked whether it is well. */
class ReadinessTest {
  private final CountingStore store = new CountingStore();
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Readiness readiness = new Readiness(store, nanos::get);

  @Test
  void anAnswerIsGoodForASecondHoweverManyAsk() {
    for (int i = 0; i < 1000; i++) {
      assertThat(readiness.getAsBoolean()).isTrue();
    }
    assertThat(store.checks).isEqualTo(1);

    nanos.addAndGet(999_999_999);
    assertThat(readiness.getAsBoolean()).isTrue();
    assertThat(store.checks).isEqualTo(1);

    nanos.addAndGet(1);
    assertThat(readiness.getAsBoolean()).isTrue();
    assertThat(store.checks).isEqualTo(2);
  }

  @Test
  void aStoreThatCannotIsTriedAgainAfterASecond() {
    store.fails = true;
    assertThat(readiness.getAsBoolean()).isFalse();
    store.fails = false;
    assertThat(readiness.getAsBoolean()).isFalse();

    nanos.addAndGet(1_000_000_000);
    assertThat(readiness.getAsBoolean()).isTrue();
  }

  private static final class CountingStore implements Store {
    private boolean fails;
    private int checks;

    @Override
    public void check() {
      checks++;
      if (fails) {
        throw new StoreUnavailable(new IllegalStateException("A test's"));
      }
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      throw new IllegalStateException("Nobody reads here");
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      throw new IllegalStateException("Nobody writes here");
    }

    @Override
    public void close() {}
  }
}

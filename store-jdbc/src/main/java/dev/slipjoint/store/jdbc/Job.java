package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Transaction;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** One caller's write, from the moment it is asked for until it is answered. */
final class Job<T> {
  private final long askedAt = System.nanoTime();
  private final Function<Transaction, T> work;
  private final CompletableFuture<Supplier<T>> answer = new CompletableFuture<>();
  private final Supplier<T> abandoned = refusal(new IllegalStateException("The writer has died"));
  private Supplier<T> outcome = abandoned;

  Job(Function<Transaction, T> work) {
    this.work = work;
  }

  /** When it was asked for, in {@link System#nanoTime}. */
  long askedAt() {
    return askedAt;
  }

  /** Does the work, and says whether to keep what it did. Nobody hears of the outcome yet. */
  boolean perform(Session session, Instant now) {
    try {
      T result = work.apply(new JdbcTransaction(session, now));
      session.throwFailure();
      outcome = () -> result;
      return true;
    } catch (RuntimeException e) {
      outcome =
          () -> {
            throw e;
          };
      return false;
    } catch (Error e) {
      outcome =
          () -> {
            throw e;
          };
      return false;
    } finally {
      session.end();
    }
  }

  /** Puts in the place of whatever the outcome was that the store could not keep it. */
  void refuse(Throwable cause) {
    outcome = refusal(cause);
  }

  /** An exception of its own for every caller: each is thrown in another thread. */
  private static <T> Supplier<T> refusal(Throwable cause) {
    return () -> {
      throw new StoreUnavailable(cause);
    };
  }

  /** Lets the caller hear of the outcome. */
  void finish() {
    answer.complete(outcome);
  }

  /** Refuses it if it wasn't answered yet. Needs no memory: there may be none left. */
  void abandon() {
    answer.complete(abandoned);
  }

  /** Waits for the outcome. */
  T answer() {
    return answer.join().get();
  }
}

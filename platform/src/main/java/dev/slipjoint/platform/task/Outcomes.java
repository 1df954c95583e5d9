package dev.slipjoint.platform.task;

import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Writes what came of tasks, in one transaction each, and only while their claims hold: somebody
 * else may have taken a task over since.
 *
 * @param <T> what the tasks are about
 */
public final class Outcomes<T> {
  private static final System.Logger LOG = System.getLogger(Outcomes.class.getName());

  private final Store store;
  private final BiFunction<Transaction, Task, Optional<T>> subject;

  /**
   * Writes outcomes of tasks of one kind.
   *
   * @param subject finds what a task is about, if that still waits for an outcome
   */
  public Outcomes(Store store, BiFunction<Transaction, Task, Optional<T>> subject) {
    this.store = store;
    this.subject = subject;
  }

  /** Writes an outcome; a task whose subject waits for none any more is done. */
  public void write(Task task, BiConsumer<Transaction, T> outcome) {
    boolean held =
        store.write(
            tx -> {
              boolean claimed = tx.tasks().keep(task, task.dueAt());
              if (claimed) {
                subject
                    .apply(tx, task)
                    .ifPresentOrElse(it -> outcome.accept(tx, it), () -> tx.tasks().finish(task));
              }
              return claimed;
            });
    if (!held) {
      LOG.log(Level.INFO, "What an attempt at {0} brought came too late", task.key());
    }
  }
}

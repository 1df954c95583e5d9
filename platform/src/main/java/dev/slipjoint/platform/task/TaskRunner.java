package dev.slipjoint.platform.task;

import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.store.Transaction;

/**
 * Does the tasks of one kind. The same task may be begun more than once: after a crash, or when a
 * claim was up. So what a task brings about is written in one transaction with {@code
 * tx.tasks().finish(task)} or {@code giveBack}, and only if that says that the claim still holds.
 */
public interface TaskRunner {

  /** Notes, in the transaction that claims the task, that it is begun. */
  void claimed(Transaction tx, Task task);

  /** Does it, outside of any transaction. */
  void run(Task task);
}

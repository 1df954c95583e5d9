package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.protocol.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tasks that are still to be done. */
public interface TaskTable {

  /** Adds a task, or gives the one of that key a new due time and fence, whoever claims it now. */
  void put(TaskKey key, Instant dueAt);

  /** The task of that key, if it is still to be done. */
  Optional<Task> find(TaskKey key);

  /** When the first of all tasks is due, if there is any. */
  Optional<Instant> nextDue();

  /**
   * Teams that have tasks, in the order of their ids.
   *
   * @param after only ids that come after this one; empty to begin
   */
  List<TeamId> teams(String after, int limit);

  /** What is due for a team, the oldest first. */
  List<Task> due(TeamId team, Instant now, int limit);

  /**
   * Claims a task until then, unless somebody else has since; the answer is what is claimed, with
   * its new fence.
   */
  Optional<Task> claim(Task task, Instant until);

  /** Keeps a claim for longer; says whether it still was one. */
  boolean keep(Task claimed, Instant until);

  /** Gives a claim back, to be due again then; says whether it still was one. */
  boolean giveBack(Task claimed, Instant dueAt);

  /** Removes a task that was claimed and is done; says whether it still was claimed so. */
  boolean finish(Task claimed);

  /** Removes a task, whoever claims it. */
  void remove(TaskKey key);
}

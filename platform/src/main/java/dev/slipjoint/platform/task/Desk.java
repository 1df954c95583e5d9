package dev.slipjoint.platform.task;

import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.protocol.TeamId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a worker has before it, and how much more there is room for. */
final class Desk {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition closed = lock.newCondition();
  private final Set<Task> running = new HashSet<>();
  private final int most;
  private final int mostOfTeam;
  private boolean woken;
  private boolean open = true;

  Desk(int most, int mostOfTeam) {
    this.most = most;
    this.mostOfTeam = mostOfTeam;
  }

  boolean isOpen() {
    return locked(() -> open);
  }

  boolean hasRoom() {
    return locked(() -> running.size() < most);
  }

  /** How many more tasks of a team there is room for, beside those that are about to begin. */
  int roomFor(TeamId team, List<Task> beginning) {
    return locked(
        () -> {
          int free = most - running.size() - beginning.size();
          int ofTeam = mostOfTeam - count(team, running) - count(team, beginning);
          return Math.min(free, ofTeam);
        });
  }

  boolean hasRoomBeside(List<Task> beginning) {
    return locked(() -> running.size() + beginning.size() < most);
  }

  private static int count(TeamId team, Iterable<Task> tasks) {
    int count = 0;
    for (Task task : tasks) {
      count += task.key().team().equals(team) ? 1 : 0;
    }
    return count;
  }

  /** Says whether it may begin; once closed, nothing may. */
  boolean take(Task task) {
    return locked(() -> open && running.add(task));
  }

  /** What runs under that key. */
  Optional<Task> running(TaskKey key) {
    return locked(() -> running.stream().filter(it -> it.key().equals(key)).findFirst());
  }

  void giveBack(Task task) {
    locked(
        () -> {
          running.remove(task);
          return rouse();
        });
  }

  List<Task> running() {
    return locked(() -> List.copyOf(running));
  }

  void wake() {
    locked(this::rouse);
  }

  private boolean rouse() {
    woken = true;
    changed.signalAll();
    return true;
  }

  /** Waits until somebody wakes it, or for so long. */
  void await(Duration longest) {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (open && !woken && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
    } catch (InterruptedException e) {
      open = false; // nobody interrupts it but to end it
    } finally {
      lock.unlock();
    }
  }

  /** Waits for so long; false if it was closed. */
  boolean pause(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (open && left > 0) {
        left = closed.awaitNanos(left);
      }
      return open;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing more begin, and waits for what runs, but no longer than that. */
  void close(Duration longest) {
    lock.lock();
    try {
      open = false;
      changed.signalAll();
      closed.signalAll();
      long end = System.nanoTime() + longest.toNanos();
      while (!running.isEmpty() && end > System.nanoTime()) {
        changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private interface Work<T> {
    T done();
  }

  private <T> T locked(Work<T> work) {
    lock.lock();
    try {
      return work.done();
    } finally {
      lock.unlock();
    }
  }
}

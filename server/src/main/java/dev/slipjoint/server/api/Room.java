package dev.slipjoint.server.api;

import dev.slipjoint.server.edge.EdgeException.Busy;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Room for so many bytes at a time. Who finds none is told to come again. */
final class Room {
  private static final long LONGEST_WAIT_SECONDS = 5;

  private final int bytes;
  private final Semaphore free;

  /**
   * As much as can be afforded.
   *
   * @param least bytes that there is room for in any case
   */
  Room(long affordable, int least) {
    this.bytes = (int) Math.clamp(affordable, (long) least, Integer.MAX_VALUE);
    this.free = new Semaphore(bytes, true);
  }

  /**
   * Takes some of it at once.
   *
   * @throws Busy if there is none
   */
  void takeNow(int some) {
    if (!free.tryAcquire(some)) {
      throw new Busy();
    }
  }

  /**
   * Takes some of it, and waits a little if it has to.
   *
   * @throws Busy if there is none in time
   */
  void take(int some) {
    try {
      if (!free.tryAcquire(some, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new Busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Busy();
    }
  }

  void giveBack(int some) {
    free.release(some);
  }

  int bytes() {
    return bytes;
  }

  int taken() {
    return bytes - free.availablePermits();
  }
}

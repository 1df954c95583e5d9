package dev.slipjoint.server.api;

import java.time.Duration;

/**
 * Bounds how long a request's own thread works on it. A caller who sends or reads a byte at a time
 * would otherwise keep it, and its place among the calls of an installation, for as long as they
 * like: reading and writing a connection has no end of its own.
 */
final class Patience implements Runnable {
  private final Thread worker = Thread.currentThread();
  private final Duration longest;
  private boolean over;

  private Patience(Duration longest) {
    this.longest = longest;
  }

  /** Does the work, and interrupts it after that time, which cuts the connection it waits for. */
  static void lasting(Duration longest, Runnable work) {
    Patience patience = new Patience(longest);
    Thread watch = Thread.ofVirtual().start(patience);
    try {
      work.run();
    } finally {
      patience.end();
      watch.interrupt();
    }
  }

  @Override
  public void run() {
    try {
      Thread.sleep(longest);
      interruptWorker();
    } catch (InterruptedException e) {
      // The work is done.
    }
  }

  private synchronized void interruptWorker() {
    if (!over) {
      worker.interrupt();
    }
  }

  /** From now on nobody is interrupted, and whoever was is so no more. */
  private synchronized void end() {
    over = true;
    var unused = Thread.interrupted();
  }
}

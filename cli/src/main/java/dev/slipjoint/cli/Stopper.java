package dev.slipjoint.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stops what was started, the latest first, once: at the end, or when the process is told to end.
 */
final class Stopper implements AutoCloseable {
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private volatile boolean stopping;

  synchronized void add(Runnable stop) {
    stops.push(stop);
  }

  boolean isStopping() {
    return stopping;
  }

  @Override
  public synchronized void close() {
    stopping = true;
    while (!stops.isEmpty()) {
      stop(stops.pop());
    }
  }

  /** What can't be stopped must not keep the rest from being stopped. */
  private static void stop(Runnable stop) {
    try {
      stop.run();
    } catch (RuntimeException e) {
      System.err.println("slipjoint: something did not stop cleanly: " + e);
    }
  }
}

package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.nouns.OperationId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets those who wait for an operation look as soon as it may be over. A bell may ring for nothing,
 * and in another process it doesn't ring at all: what counts is what the store says.
 */
final class Bells {
  private final ConcurrentMap<OperationId, CountDownLatch> waiting = new ConcurrentHashMap<>();

  void ring(OperationId operation) {
    CountDownLatch bell = waiting.remove(operation);
    if (bell != null) {
      bell.countDown();
    }
  }

  /** The bell to wait for; get it before looking, so that none is missed. */
  CountDownLatch bell(OperationId operation) {
    return waiting.computeIfAbsent(operation, it -> new CountDownLatch(1));
  }

  void forget(OperationId operation) {
    waiting.remove(operation);
  }

  static void await(CountDownLatch bell, Duration longest) {
    try {
      bell.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

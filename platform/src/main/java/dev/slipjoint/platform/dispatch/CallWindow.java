package dev.slipjoint.platform.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the calls of the last minutes, in buckets that are forgotten one by one. What is counted
 * may be older than the window by less than one bucket.
 */
final class CallWindow {
  private static final int BUCKETS = 30;

  private final long bucketMillis;
  private final Deque<Bucket> buckets = new ArrayDeque<>();

  private record Bucket(long number, CallCount count) {}

  CallWindow(Duration length) {
    this.bucketMillis = Math.max(1, length.toMillis() / BUCKETS);
  }

  void add(boolean failed, Instant now) {
    CallCount newest = CallCount.NONE;
    long number = number(now);
    // A clock that was set back counts into the newest bucket.
    if (!buckets.isEmpty() && buckets.getLast().number() >= number) {
      Bucket last = buckets.removeLast();
      newest = last.count();
      number = last.number();
    }
    buckets.addLast(new Bucket(number, newest.plus(failed)));
    forget(now);
  }

  CallCount count(Instant now) {
    forget(now);
    return buckets.stream().map(Bucket::count).reduce(CallCount.NONE, CallCount::plus);
  }

  private void forget(Instant now) {
    long oldest = number(now) - BUCKETS;
    while (!buckets.isEmpty() && buckets.getFirst().number() < oldest) {
      buckets.removeFirst();
    }
  }

  private long number(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), bucketMillis);
  }
}

package dev.slipjoint.sdk;

import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers which signed calls have come, as long as they would still be believed, and never more
 * than so many. Where that isn't enough the oldest are forgotten, and with them refused whatever
 * else was signed in that second or before: nobody could tell any more whether it is new.
 */
final class SeenCalls {
  private final NavigableMap<Long, Set<String>> idsBySecond = new TreeMap<>();
  private final int most;
  private int size;
  private long forgotten = Long.MIN_VALUE;

  SeenCalls(int most) {
    this.most = most;
  }

  /** Whether this is the first time; what is older than the oldest second need not be kept. */
  synchronized boolean add(String id, long second, long oldest) {
    while (!idsBySecond.isEmpty() && idsBySecond.firstKey() < oldest) {
      forgetTheOldest();
    }
    if (second <= forgotten
        || !idsBySecond.computeIfAbsent(second, absent -> new HashSet<>()).add(id)) {
      return false;
    }
    size++;
    while (size > most) {
      forgetTheOldest();
    }
    return true;
  }

  synchronized int size() {
    return size;
  }

  private void forgetTheOldest() {
    Map.Entry<Long, Set<String>> gone = idsBySecond.pollFirstEntry();
    forgotten = gone.getKey();
    size -= gone.getValue().size();
  }
}

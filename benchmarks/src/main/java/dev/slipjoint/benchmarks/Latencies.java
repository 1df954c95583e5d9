package dev.slipjoint.benchmarks;

import java.util.Arrays;
import java.util.List;

/** How long each of many things took, in nanoseconds: all of them, so that nothing is rounded. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  void add(long took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took;
  }

  static Latencies of(List<Latencies> several) {
    Latencies all = new Latencies();
    all.count = several.stream().mapToInt(it -> it.count).sum();
    all.nanos = new long[Math.max(1, all.count)];
    int at = 0;
    for (Latencies some : several) {
      System.arraycopy(some.nanos, 0, all.nanos, at, some.count);
      at += some.count;
    }
    Arrays.sort(all.nanos, 0, all.count);
    return all;
  }

  int count() {
    return count;
  }

  /** In milliseconds; these must be the latencies of several, which are sorted. */
  double percentile(double part) {
    return count == 0 ? Double.NaN : nanos[(int) Math.min(count - 1, part * count)] / 1e6;
  }
}

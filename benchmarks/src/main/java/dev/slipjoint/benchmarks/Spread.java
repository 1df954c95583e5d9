package dev.slipjoint.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** A figure of several rounds: the median, and how far they lie apart. */
record Spread(double least, double median, double most) {

  static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** The median, with so many decimals. */
  String median(int decimals) {
    return number(median, decimals);
  }

  /** The median, and the range after it. */
  String all(int decimals) {
    return "%s (%s–%s)"
        .formatted(median(decimals), number(least, decimals), number(most, decimals));
  }

  private static String number(double figure, int decimals) {
    return Double.isNaN(figure) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", figure);
  }
}

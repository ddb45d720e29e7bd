package org.sellerregistry.demo;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A list to draw from, in which the first entries come up more often than the last. */
final class Zipf<T> {
  /** Flatter than Zipf's own 1: the lists hold only what is common, without the long tail. */
  private static final double EXPONENT = 0.7;

  private final List<T> entries;
  private final double[] cumulative;

  private Zipf(List<T> entries, double[] weights) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw from");
    }
    this.entries = List.copyOf(entries);
    this.cumulative = weights;
    Arrays.parallelPrefix(cumulative, Double::sum);
  }

  /** The weight of an entry falls with its rank in the list. */
  static <T> Zipf<T> ranked(List<T> entries) {
    var weights = new double[entries.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.pow(i + 1.0, -EXPONENT);
    }
    return new Zipf<>(entries, weights);
  }

  /** Each entry says its weight. */
  static <T> Zipf<T> weighted(List<T> entries, ToDoubleFunction<T> weight) {
    return new Zipf<>(entries, entries.stream().mapToDouble(weight).toArray());
  }

  T pick(Draw draw) {
    double point = draw.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return entries.get(Math.min(found < 0 ? -found - 1 : found + 1, entries.size() - 1));
  }

  List<T> entries() {
    return entries;
  }
}

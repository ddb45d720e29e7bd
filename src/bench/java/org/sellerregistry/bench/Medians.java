package org.sellerregistry.bench;

import java.util.List;

/** The middle of several rounds, which one that was disturbed does not move. */
final class Medians {
  private Medians() {}

  static double of(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }
}

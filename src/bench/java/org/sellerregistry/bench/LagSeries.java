package org.sellerregistry.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far the journal was behind, ten times a second. */
final class LagSeries {
  static final int PER_SECOND = 10;
  static final Duration INTERVAL = Duration.ofSeconds(1).dividedBy(PER_SECOND);

  private final List<Long> waiting = new ArrayList<>();
  private final List<Double> millis = new ArrayList<>();

  /**
   * Adds a sample.
   *
   * @param entries how many were written and have no place yet
   * @param waited how long the first of them has waited, in milliseconds
   */
  void add(long entries, double waited) {
    waiting.add(entries);
    millis.add(waited);
  }

  long lastWaiting() {
    return waiting.getLast();
  }

  /**
   * The most of both in all samples and, so that growth would be seen, in the first and the last
   * third; then the lag at the end of each second.
   */
  void describe(Measured measured) {
    int third = waiting.size() / 3;
    measured
        .with("most entries waiting", most(waiting))
        .with("most entries waiting in the first third", most(waiting.subList(0, third)))
        .with(
            "most entries waiting in the last third",
            most(waiting.subList(waiting.size() - third, waiting.size())))
        .with("most lag ms", most(millis));
    for (int second = 1; second * PER_SECOND <= millis.size(); second++) {
      measured.with("lag ms at second " + second, millis.get(second * PER_SECOND - 1));
    }
  }

  private static double most(List<? extends Number> numbers) {
    return numbers.stream().mapToDouble(Number::doubleValue).max().orElse(0);
  }
}

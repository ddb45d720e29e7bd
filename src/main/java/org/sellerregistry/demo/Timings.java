package org.sellerregistry.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What was done, how often and how fast. */
final class Timings {
  private final List<List<String>> rows = new ArrayList<>();

  Timings() {
    rows.add(List.of("", "Count", "Seconds", "Per second"));
  }

  void add(String what, Collection<?> done, Stopwatch watch) {
    add(what, done.size(), watch);
  }

  void add(String what, long count, Stopwatch watch) {
    double seconds = watch.seconds();
    rows.add(
        List.of(
            what,
            String.format(Locale.ROOT, "%,d", count),
            String.format(Locale.ROOT, "%.1f", seconds),
            String.format(Locale.ROOT, "%,.0f", count / seconds)));
  }

  void print(Screen screen) {
    screen.table(rows);
  }
}

package org.sellerregistry.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many expected verdicts were met, per scheme, and which were not. */
final class Agreement {
  private static final class Count {
    private int all;
    private int met;
  }

  private final SortedMap<String, Count> counts = new TreeMap<>();
  private final List<String> disagreements = new ArrayList<>();

  void add(String scheme, String number, String expected, String verdict) {
    Count count = counts.computeIfAbsent(scheme, name -> new Count());
    count.all++;
    if (expected.equals(verdict)) {
      count.met++;
    } else {
      disagreements.add(
          "%s \"%s\": expected %s, was %s".formatted(scheme, number, expected, verdict));
    }
  }

  boolean isComplete() {
    return disagreements.isEmpty();
  }

  /** Prints nothing if nothing was expected. */
  void print(PrintWriter out) {
    int all = 0;
    for (var entry : counts.entrySet()) {
      Count count = entry.getValue();
      out.printf("%-26s%d of %d%n", entry.getKey(), count.met, count.all);
      all += count.all;
    }
    if (all > 0) {
      out.printf("%-26s%d of %d%n", "all", all - disagreements.size(), all);
    }
    disagreements.forEach(out::println);
  }
}

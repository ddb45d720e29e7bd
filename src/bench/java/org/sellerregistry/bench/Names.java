package org.sellerregistry.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The benchmarks by their names. */
final class Names {
  /** What each is compared with. */
  static final Map<String, String> REFERENCES =
      Map.of("public-info", "empty", "get-trader", "naive", "lookup", "naive");

  /** Those that leave everything as it was. */
  static final List<String> READS =
      List.of("empty", "naive", "public-info", "get-trader", "lookup");

  /** Those of a group take turns. What writes comes behind what is read. */
  static final List<List<String>> GROUPS = List.of(READS, List.of("verify"), List.of("create"));

  private static final List<String> ALL =
      List.of(
          "cold-start",
          "empty",
          "naive",
          "public-info",
          "get-trader",
          "lookup",
          "verify",
          "create",
          "import",
          "watch-lag",
          "overload",
          "journal");

  /** Only if it is asked for: it takes as long as there are traders. */
  static final String ROTATION = "rotation";

  private Names() {}

  /**
   * What is to be measured.
   *
   * @param asked empty for all
   * @param alone whether references are left out
   */
  static Set<String> of(List<String> asked, boolean alone) {
    var names = new LinkedHashSet<String>();
    for (var name : asked.isEmpty() ? ALL : asked) {
      if (!ALL.contains(name) && !name.equals(ROTATION)) {
        throw new IllegalArgumentException("There is no benchmark \"" + name + "\"");
      }
      if (!alone && REFERENCES.containsKey(name)) {
        names.add(REFERENCES.get(name));
      }
      names.add(name);
    }
    return names;
  }

  /** Those of them that only read. */
  static Set<String> reads(Set<String> names) {
    var reads = new LinkedHashSet<>(READS);
    reads.retainAll(names);
    return reads;
  }
}

package org.sellerregistry.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sellerregistry.cli.Benchmarks;

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

  private Names() {}

  /**
   * What is to be measured.
   *
   * @param asked empty for all
   * @param alone whether references are left out
   */
  static Set<String> of(List<String> asked, boolean alone) {
    var names = new LinkedHashSet<String>();
    for (var name : asked.isEmpty() ? Benchmarks.USUAL : asked) {
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

package org.sellerregistry.trader;

import java.util.Collection;
import java.util.List;
import org.sellerregistry.v1.SectionKind;

/** The stored form of a set of sections: a bit for each, at the place of its number. */
final class SectionSet {
  private SectionSet() {}

  static int encode(Collection<SectionKind> sections) {
    return sections.stream().mapToInt(kind -> 1 << kind.getNumber()).reduce(0, (a, b) -> a | b);
  }

  static List<SectionKind> decode(int stored) {
    return Sections.kinds().stream().filter(kind -> (stored & 1 << kind.getNumber()) != 0).toList();
  }
}

package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All schemes by name. */
public final class Schemes {
  private static final SortedMap<String, Scheme> BY_NAME = byName();

  private Schemes() {}

  /** The scheme of a name, for example {@code eu.vat}. */
  public static Optional<Scheme> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Every scheme, in the order of their names. */
  public static SortedMap<String, Scheme> all() {
    return BY_NAME;
  }

  private static SortedMap<String, Scheme> byName() {
    var national =
        Stream.of(
                Africa.schemes(),
                Alps.schemes(),
                CentralAmerica.schemes(),
                SouthAmerica.schemes(),
                WesternBalkans.schemes(),
                EasternEurope.schemes(),
                IndianSchemes.schemes(),
                Singapore.schemes(),
                Balkans.schemes(),
                Baltics.schemes(),
                Benelux.schemes(),
                BritishIsles.schemes(),
                France.schemes(),
                Germany.schemes(),
                Iberia.schemes(),
                Mediterranean.schemes(),
                Nordics.schemes(),
                Visegrad.schemes(),
                Americas.schemes(),
                Asia.schemes(),
                Oceania.schemes(),
                International.schemes())
            .flatMap(List::stream)
            .toList();
    var schemes = new TreeMap<String, Scheme>();
    var all = new ArrayList<Scheme>(national);
    all.add(new EuVat(national));
    all.add(new Vatin(national));
    for (Scheme scheme : all) {
      if (schemes.put(scheme.name(), scheme) != null) {
        throw new IllegalStateException("two schemes named " + scheme.name());
      }
    }
    return Collections.unmodifiableSortedMap(schemes);
  }
}

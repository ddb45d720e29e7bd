package org.sellerregistry.trader;

import java.util.Collection;
import java.util.List;

/** The stored form of a list of offerings. */
public final class Offerings {
  private Offerings() {}

  /** Writes the list. */
  public static String join(Collection<String> offerings) {
    return String.join(",", offerings);
  }

  /** Reads the list. */
  public static List<String> split(String stored) {
    return stored.isEmpty() ? List.of() : List.of(stored.split(","));
  }
}

package org.sellerregistry.bench;

import java.util.List;
import java.util.Map;

/**
 * What was measured on one number of traders.
 *
 * @param facts on what it was measured
 * @param ratios what one benchmark came to beside another, by {@code name/reference}
 */
record Result(
    int traders, Map<String, String> facts, List<Measured> measured, Map<String, Double> ratios) {
  /** Empty if it was not measured. */
  Measured of(String name) {
    return measured.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseGet(() -> new Measured(name));
  }
}

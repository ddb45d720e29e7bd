package org.sellerregistry.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one benchmark came to.
 *
 * @param name the benchmark
 * @param values what was measured, by a name with its unit
 */
record Measured(String name, Map<String, Double> values) {
  Measured(String name) {
    this(name, new LinkedHashMap<>());
  }

  Measured with(String value, double number) {
    values.put(value, number);
    return this;
  }

  double get(String value) {
    return values.getOrDefault(value, 0.0);
  }
}

package org.sellerregistry.bench;

import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured. */
final class Report {
  private final Map<String, String> facts;
  private final List<Measured> measured;
  private final Map<String, Double> ratios;

  Report(Map<String, String> facts, List<Measured> measured, Map<String, Double> ratios) {
    this.facts = facts;
    this.measured = measured;
    this.ratios = ratios;
  }

  void print(PrintWriter out) {
    facts.forEach((name, value) -> out.println(name + ": " + value));
    out.println();
    for (var each : measured) {
      each.values()
          .forEach((name, value) -> out.println(each.name() + " " + name + ": " + number(value)));
    }
    ratios.forEach(
        (name, value) -> out.println(name + ": " + String.format(Locale.ROOT, "%.2f", value)));
    out.println();
    out.printf(
        Locale.ROOT,
        "%-14s %12s %14s %10s %10s %10s%n",
        "",
        "per second",
        "server cpu us",
        "p50 ms",
        "p99 ms",
        "p99.9 ms");
    for (var each : measured) {
      if (each.values().containsKey("p50 ms")) {
        out.printf(
            Locale.ROOT,
            "%-14s %,12.0f %14.1f %10.2f %10.2f %10.2f%n",
            each.name(),
            each.get("per second"),
            each.get("server cpu us"),
            each.get("p50 ms"),
            each.get("p99 ms"),
            each.get("p99.9 ms"));
      }
    }
    out.flush();
  }

  void printJson(PrintWriter out) {
    var json = new LinkedHashMap<String, Object>();
    json.put("facts", facts);
    var results = new LinkedHashMap<String, Object>();
    measured.forEach(each -> results.put(each.name(), each.values()));
    json.put("results", results);
    json.put("ratios", ratios);
    out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json));
    out.flush();
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}

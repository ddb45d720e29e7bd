package org.sellerregistry.bench;

import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured. */
final class Report {
  private final List<Result> results;

  Report(List<Result> results) {
    this.results = results;
  }

  /** On the first number of traders. */
  Result first() {
    return results.getFirst();
  }

  List<Result> results() {
    return results;
  }

  /** How the 99th percentile at half load grows from the first number of traders to the last. */
  Map<String, Double> growth() {
    var growth = new LinkedHashMap<String, Double>();
    for (var each : results.getLast().measured()) {
      double before = first().of(each.name()).get("p99 ms");
      if (results.size() > 1 && before > 0 && each.get("p99 ms") > 0) {
        growth.put(each.name(), each.get("p99 ms") / before);
      }
    }
    return growth;
  }

  void print(PrintWriter out) {
    results.forEach(result -> print(result, out));
    growth()
        .forEach((name, times) ->
            out.printf(
                Locale.ROOT,
                "p99 growth of %s from %d to %d traders: %.2f%n",
                name,
                first().traders(),
                results.getLast().traders(),
                times));
    out.flush();
  }

  private static void print(Result result, PrintWriter out) {
    result.facts().forEach((name, value) -> out.println(name + ": " + value));
    out.println();
    for (var each : result.measured()) {
      each.values()
          .forEach((name, value) -> out.println(each.name() + " " + name + ": " + number(value)));
    }
    result
        .ratios()
        .forEach(
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
    for (var each : result.measured()) {
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
    out.println();
  }

  /** Facts, results and ratios of the first number of traders, and all of the others by theirs. */
  void printJson(PrintWriter out) {
    var json = json(first());
    if (results.size() > 1) {
      var others = new LinkedHashMap<String, Object>();
      results.stream()
          .skip(1)
          .forEach(result -> others.put(Integer.toString(result.traders()), json(result)));
      json.put("by traders", others);
      json.put("p99 growth", growth());
    }
    out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json));
    out.flush();
  }

  private static Map<String, Object> json(Result result) {
    var json = new LinkedHashMap<String, Object>();
    json.put("facts", result.facts());
    var values = new LinkedHashMap<String, Object>();
    result.measured().forEach(each -> values.put(each.name(), each.values()));
    json.put("results", values);
    json.put("ratios", result.ratios());
    return json;
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}

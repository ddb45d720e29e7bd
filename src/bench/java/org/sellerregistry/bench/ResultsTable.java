package org.sellerregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured as a table in Markdown, between two marks of a file. */
final class ResultsTable {
  private static final String BEGIN = "<!-- performance: begin -->";
  private static final String END = "<!-- performance: end -->";

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("empty", "nothing, behind the same interceptors"),
          Map.entry(
              "naive", "one row by its key, no caller asked for, nothing decrypted or journalled"),
          Map.entry("public-info", "what buyers are shown (`GetPublicTraderInfo`)"),
          Map.entry(
              "get-trader", "a trader in full, decrypted, the access journalled (`GetTrader`)"),
          Map.entry("lookup", "traders by an e-mail address, journalled (`LookupTraders`)"),
          Map.entry("verify", "all checks of a trader anew (`VerifyTrader`)"),
          Map.entry("create", "a trader of eight sections (`CreateTrader`)"),
          Map.entry("raw", "the rows of an import, inserted again, nothing computed"),
          Map.entry("import", "new traders over four streams (`ImportTraders`)"),
          Map.entry("raw-entries", "entries of the journal, written while nobody sequences"),
          Map.entry("journal", "entries put in sequence while they are written"));

  private ResultsTable() {}

  /** Puts it between the marks. */
  static void replace(Path file, Report report) throws IOException {
    var text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("%s has no %s and %s".formatted(file, BEGIN, END));
    }
    Files.writeString(
        file,
        text.substring(0, begin + BEGIN.length()) + "\n" + markdown(report) + text.substring(end));
  }

  static String markdown(Report report) {
    var result = report.first();
    var text = new StringBuilder();
    text.append(
        """
        | | Per second | Beside its reference | p50 | p99 at half load |
        |---|---:|---:|---:|---:|
        """);
    for (var each : result.measured()) {
      if (MEANINGS.containsKey(each.name())) {
        text.append(row(each, result.ratios()));
      }
    }
    text.append('\n');
    other(text, report);
    var facts = result.facts();
    text.append(
        "\n%s: %s; Java %s; %s, %s MiB of pages, log_bin %s, sync_binlog %s, flush at commit %s; %s traders, %s keys; TLS, %s connections, %s calls in flight; server, database and callers on the one machine.\n"
            .formatted(
                facts.get("date").substring(0, 10),
                facts.get("machine"),
                facts.get("java"),
                facts.get("database"),
                Long.parseLong(facts.getOrDefault("innodb_buffer_pool_size", "0")) / (1 << 20),
                facts.get("log_bin"),
                facts.get("sync_binlog"),
                facts.get("innodb_flush_log_at_trx_commit"),
                facts.get("traders"),
                facts.get("keys"),
                facts.get("connections"),
                facts.get("in flight")));
    return text.toString();
  }

  private static String row(Measured each, Map<String, Double> ratios) {
    var ratio =
        ratios.entrySet().stream()
            .filter(it -> it.getKey().startsWith(each.name() + "/"))
            .map(it -> String.format(Locale.ROOT, "%.2f × `%s`", it.getValue(), reference(it)))
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "| `%s`: %s | %,.0f | %s | %s | %s |%n",
        each.name(),
        MEANINGS.get(each.name()),
        each.get("per second"),
        ratio,
        millis(each, "p50 ms"),
        millis(each, "p99 ms"));
  }

  private static String reference(Map.Entry<String, Double> ratio) {
    return ratio.getKey().substring(ratio.getKey().indexOf('/') + 1);
  }

  private static String millis(Measured each, String name) {
    return each.values().containsKey(name)
        ? String.format(Locale.ROOT, "%.1f ms", each.get(name))
        : "";
  }

  private static void other(StringBuilder text, Report report) {
    var result = report.first();
    var lag = result.of("watch-lag");
    if (!lag.values().isEmpty()) {
      line(
          text,
          "From a commit to its event at a watching client, at %.0f writes/s: p99 %.0f ms, at most"
              + " %.0f ms",
          lag.get("per second"),
          lag.get("p99 ms"),
          lag.get("max ms"));
    }
    var journal = result.of("journal");
    if (!journal.values().isEmpty()) {
      line(
          text,
          "The journal while four write as fast as they are let, for %.0f s: at most %,.0f entries wait"
              + " for their place (%,.0f in the last third), none for longer than %,.0f ms",
          journal.get("seconds"),
          journal.get("most entries waiting"),
          journal.get("most entries waiting in the last third"),
          journal.get("most lag ms"));
    }
    var start = result.of("cold-start");
    if (!start.values().isEmpty()) {
      line(text, "From the start of the server to SERVING: %.2f s", start.get("median s"));
    }
    line(
        text,
        "The server's peak of memory: %.0f MiB",
        Double.parseDouble(result.facts().getOrDefault("server peak MiB", "0")));
    for (var name : List.of("create", "verify")) {
      var overload = result.of("overload-" + name);
      if (!overload.values().isEmpty()) {
        line(
            text,
            "Offered four times what it can do of `%s`: %.0f %% of the peak is done, the rest is"
                + " refused within %.1f ms (p99), product pages take %.1f ms (p99; at half load"
                + " %.1f ms)",
            name,
            100 * result.ratios().getOrDefault("overload-" + name + "/peak", 0.0),
            overload.get("refused p99 ms"),
            overload.get("pages p99 ms"),
            overload.get("pages p99 ms at half load"));
      }
    }
    report
        .growth()
        .forEach((name, times) ->
            line(
                text,
                "p99 of `%s` with %,d traders: %.2f times that with %,d",
                name,
                report.results().getLast().traders(),
                times,
                result.traders()));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append("- ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}

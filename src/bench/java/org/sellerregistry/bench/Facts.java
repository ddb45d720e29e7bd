package org.sellerregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.storage.DatabaseConfig;

/** On what it was measured. */
final class Facts {
  private Facts() {}

  static Map<String, String> of(
      BenchmarkOptions options, int traders, DatabaseConfig config, DSLContext db)
      throws IOException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("machine", machine());
    facts.put("java", Runtime.version().toString());
    facts.put("traders", Integer.toString(traders));
    facts.put("keys", options.zipf() ? "zipf" : "uniform");
    facts.put("tls", "with client certificates; none to the database");
    facts.put(
        "server's pools",
        "%d to write, %d to read".formatted(config.writeConnections(), config.readConnections()));
    facts.put("loaded traders", "stored as by the registry, without entries in the journal");
    facts.put("connections", Integer.toString(options.connections()));
    facts.put("in flight", Integer.toString(options.inFlight()));
    facts.put("phase", "%d rounds of %d s".formatted(options.rounds(), options.seconds()));
    facts.put("database", String.valueOf(db.fetchValue("SELECT VERSION()")));
    db.fetch(
            """
            SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_buffer_pool_size', 'log_bin',
            'sync_binlog', 'innodb_flush_log_at_trx_commit', 'innodb_flush_method')\
            """)
        .forEach(row -> facts.put(row.get(0, String.class), row.get(1, String.class)));
    facts.put("bytes of a naive row", rowBytes(db, "SELECT AVG(LENGTH(body)) FROM bench_trader"));
    facts.put(
        "bytes of a trader's sections",
        rowBytes(
            db,
            "SELECT SUM(LENGTH(ciphertext)) / (SELECT COUNT(*) FROM trader) FROM trader_section"));
    facts.put(
        "rows of a trader's sections",
        rowBytes(db, "SELECT COUNT(*) / (SELECT COUNT(*) FROM trader) FROM trader_section"));
    return facts;
  }

  private static String rowBytes(DSLContext db, String query) {
    var value = db.fetchSingle(query).get(0, Double.class);
    return value == null ? "0" : "%.0f".formatted(value);
  }

  private static String machine() throws IOException {
    var model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown processor");
    return "%d cores, %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            model,
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }
}

package org.sellerregistry.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.cli.Benchmarks;
import org.sellerregistry.cli.ExitCodes;
import org.sellerregistry.server.LocalAuthority;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.Migrator;

/**
 * Runs the benchmarks that were asked for: on the first number of traders all of them, on further
 * ones those that only read.
 */
public final class BenchmarkRun implements Benchmarks {
  @Override
  public int run(BenchmarkOptions options, PrintWriter out)
      throws IOException, InterruptedException {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    var names = Names.of(options.names(), options.alone());
    var results = new ArrayList<Result>();
    try (var folder = BenchFolder.of(options.data())) {
      for (int traders : options.traders()) {
        results.add(
            measure(
                options,
                traders,
                results.isEmpty() ? names : Names.reads(names),
                options.traders().size() == 1
                    ? folder.path()
                    : Files.createDirectories(folder.path().resolve(Integer.toString(traders)))));
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    var report = new Report(results);
    if (options.json()) {
      report.printJson(out);
    } else {
      report.print(out);
    }
    if (options.svg() != null) {
      Files.writeString(options.svg(), Plot.svg(results.getFirst()));
    }
    if (options.table() != null) {
      ResultsTable.replace(options.table(), report);
    }
    return ExitCodes.OK;
  }

  private static Result measure(BenchmarkOptions options, int traders, Set<String> names, Path data)
      throws IOException, InterruptedException, SQLException {
    try (var database = BenchDatabase.open(options, traders, data)) {
      var config = database.config();
      var _ = new Migrator(config).migrate();
      var caller =
          new LocalAuthority(data, InstantSource.system()).credential(Loader.MARKETPLACE_ID);
      double seconds = load(data, config, traders);
      try (var connection = DriverManager.getConnection(BenchDatabase.jdbc(config))) {
        var db = DSL.using(connection, SQLDialect.MYSQL);
        var result = new OneSize(options, data, config, caller, db).measure(traders, names);
        result.facts().put("loaded in s", "%.0f".formatted(seconds));
        return result;
      }
    }
  }

  private static double load(Path data, DatabaseConfig config, int traders)
      throws IOException, InterruptedException {
    var log = data.resolve("loader.log");
    long begin = System.nanoTime();
    var loader =
        Jvm.start(
            Loader.class,
            Map.of(),
            log,
            BenchDatabase.jdbc(config),
            data.resolve("keys").toString(),
            Integer.toString(traders));
    if (loader.waitFor() != 0) {
      throw new IllegalStateException("The traders were not loaded: " + Files.readString(log));
    }
    return (System.nanoTime() - begin) / 1e9;
  }
}

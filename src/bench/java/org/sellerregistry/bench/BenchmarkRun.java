package org.sellerregistry.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.cli.Benchmarks;
import org.sellerregistry.cli.ExitCodes;
import org.sellerregistry.server.Credential;
import org.sellerregistry.server.LocalAuthority;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.Migrator;

/** Runs the benchmarks that were asked for. */
public final class BenchmarkRun implements Benchmarks {
  /** What each is compared with. */
  private static final Map<String, String> REFERENCES =
      Map.of("public-info", "empty", "get-trader", "naive", "lookup", "naive");

  private static final List<String> NAMES =
      List.of("empty", "naive", "public-info", "get-trader", "lookup", "cold-start");
  private static final int COLD_STARTS = 5;

  @Override
  public int run(BenchmarkOptions options, PrintWriter out)
      throws IOException, InterruptedException {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    var names = names(options);
    try (var folder = BenchFolder.of(options.data());
        var database = BenchDatabase.open(options, folder.path())) {
      var config = database.config();
      var _ = new Migrator(config).migrate();
      var caller =
          new LocalAuthority(folder.path(), InstantSource.system())
              .credential(Loader.MARKETPLACE_ID);
      load(folder.path(), config, options.traders());
      try (var connection = DriverManager.getConnection(BenchDatabase.jdbc(config))) {
        var db = DSL.using(connection, SQLDialect.MYSQL);
        measure(options, names, folder.path(), config, caller, db, out);
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
    return ExitCodes.OK;
  }

  private static Set<String> names(BenchmarkOptions options) {
    var names = new LinkedHashSet<String>();
    for (var name : options.names().isEmpty() ? NAMES : options.names()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("There is no benchmark \"" + name + "\"");
      }
      if (REFERENCES.containsKey(name)) {
        names.add(REFERENCES.get(name));
      }
      names.add(name);
    }
    return names;
  }

  private static void load(Path data, DatabaseConfig config, int traders)
      throws IOException, InterruptedException {
    var log = data.resolve("loader.log");
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
  }

  private static void measure(
      BenchmarkOptions options,
      Set<String> names,
      Path data,
      DatabaseConfig config,
      Credential caller,
      DSLContext db,
      PrintWriter out)
      throws IOException, InterruptedException {
    var facts = Facts.of(options, db);
    var workloads = new Workloads(Keys.read(db, options.zipf()));
    var measured = new ArrayList<Measured>();
    Map<String, Double> ratios = new LinkedHashMap<>();
    if (names.contains("cold-start")) {
      measured.add(coldStart(data, config, caller));
    }
    try (var server = BenchServer.start(data, config, caller);
        var client = new Client(server.address(), caller, options.connections())) {
      var calls = new Calls(options, client.channels(), workloads, server::cpuSeconds);
      measured.addAll(calls.measure(names, REFERENCES, ratios));
      facts.put("naive pool", Integer.toString(calls.naivePool()));
      facts.put("server peak MiB", Long.toString(server.peakMebibytes()));
    }
    var report = new Report(facts, measured, ratios);
    if (options.json()) {
      report.printJson(out);
    } else {
      report.print(out);
    }
    if (options.svg() != null) {
      Files.writeString(
          options.svg(),
          Plot.svg(
              "%s traders, %s keys, %s"
                  .formatted(
                      String.format(Locale.ROOT, "%,d", options.traders()),
                      facts.get("keys"),
                      facts.get("database")),
              measured));
    }
  }

  private static Measured coldStart(Path data, DatabaseConfig config, Credential caller)
      throws IOException, InterruptedException {
    var seconds = new ArrayList<Double>();
    for (int i = 0; i < COLD_STARTS; i++) {
      try (var server = BenchServer.start(data, config, caller)) {
        seconds.add(server.startSeconds());
      }
    }
    seconds.sort(null);
    return new Measured("cold-start")
        .with("median s", seconds.get(COLD_STARTS / 2))
        .with("worst s", seconds.getLast());
  }
}

package org.sellerregistry.bench;

import io.grpc.ManagedChannel;
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
import java.util.concurrent.ExecutionException;
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

  /** Those of a group take turns. What writes comes behind what is read. */
  private static final List<List<String>> GROUPS =
      List.of(
          List.of("empty", "naive", "public-info", "get-trader", "lookup"),
          List.of("verify"),
          List.of("create"));

  private static final List<String> NAMES =
      List.of(
          "empty",
          "naive",
          "public-info",
          "get-trader",
          "lookup",
          "verify",
          "create",
          "import",
          "watch-lag",
          "overload",
          "cold-start");

  /** Only if it is asked for: it takes as long as there are traders. */
  private static final String ROTATION = "rotation";

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
      if (!NAMES.contains(name) && !name.equals(ROTATION)) {
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
      throws IOException, InterruptedException, SQLException {
    var facts = Facts.of(options, db);
    var workloads = new Workloads(Keys.read(db, options.zipf()));
    var writes = Writes.of(db);
    var measured = new ArrayList<Measured>();
    Map<String, Double> ratios = new LinkedHashMap<>();
    if (names.contains("cold-start")) {
      measured.add(coldStart(data, config, caller));
    }
    try (var server = BenchServer.start(data, config, caller);
        var client = new Client(server.address(), caller, options.connections())) {
      var channels = client.channels();
      var calls = new Calls(options, channels, workloads, writes, server::cpuSeconds);
      for (var group : GROUPS) {
        var asked = new LinkedHashSet<>(group);
        asked.retainAll(names);
        measured.addAll(calls.measure(asked, REFERENCES, ratios));
      }
      if (names.contains("import")) {
        var raw = RawRows.create(BenchDatabase.jdbc(config));
        measured.addAll(
            new Imports(options, channels.getFirst(), writes, db, raw, server::cpuSeconds)
                .measure(ratios));
        raw.drop();
      }
      if (names.contains("watch-lag")) {
        measured.add(
            WatchLag.measure(options, channels, writes, halfOfCreate(channels, writes, measured)));
      }
      facts.put("naive pool", Integer.toString(calls.naivePool()));
      facts.put("server peak MiB", Long.toString(server.peakMebibytes()));
    }
    if (names.contains("overload")) {
      measured.addAll(overload(options, workloads, writes, data, config, caller, ratios));
      // The next server that starts on these data would ask about all that was created.
      var _ =
          db.execute("DELETE FROM scheduled_tasks WHERE task_name = 'verification.ask-sources'");
    }
    if (names.contains(ROTATION)) {
      var keys = Keys.read(db, options.zipf());
      measured.addAll(new Rotation(data, config, caller, keys, db).measure());
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

  /** On a server of its own, which asks a source. */
  private static List<Measured> overload(
      BenchmarkOptions options,
      Workloads workloads,
      Writes writes,
      Path data,
      DatabaseConfig config,
      Credential caller,
      Map<String, Double> ratios)
      throws IOException, InterruptedException {
    try (var source = new SlowSource();
        var server = BenchServer.start(data, config, caller, source.environment());
        var client = new Client(server.address(), caller, options.connections());
        var pages = new Client(server.address(), caller, options.connections())) {
      var measured =
          new Overload(options, client, pages, workloads, writes, source).measure(ratios);
      measured.getLast().with("server peak MiB", server.peakMebibytes());
      return measured;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The overload ended early", e.getCause());
    }
  }

  /** Half of what was measured, or is now. */
  private static double halfOfCreate(
      List<ManagedChannel> channels, Writes writes, List<Measured> measured)
      throws InterruptedException {
    for (var each : measured) {
      if (each.name().equals("create")) {
        return each.get("per second") / 2;
      }
    }
    return ClosedLoop.run(writes.create(), channels, Calls.WRITES_IN_FLIGHT, 5).perSecond() / 2;
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

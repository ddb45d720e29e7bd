package org.sellerregistry.bench;

import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jooq.DSLContext;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.cli.Benchmarks;
import org.sellerregistry.server.Credential;
import org.sellerregistry.storage.DatabaseConfig;

/** Measures on one number of traders, which are loaded. */
final class OneSize {
  private static final int COLD_STARTS = 5;

  private final BenchmarkOptions options;
  private final Path data;
  private final DatabaseConfig config;
  private final Credential caller;
  private final DSLContext db;
  private final Workloads workloads;
  private final Writes writes;
  private final List<Measured> measured = new ArrayList<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();

  OneSize(
      BenchmarkOptions options,
      Path data,
      DatabaseConfig config,
      Credential caller,
      DSLContext db) {
    this.options = options;
    this.data = data;
    this.config = config;
    this.caller = caller;
    this.db = db;
    this.workloads = new Workloads(Keys.read(db, options.zipf()));
    this.writes = Writes.of(db);
  }

  Result measure(int traders, Set<String> names)
      throws IOException, InterruptedException, SQLException {
    var facts = Facts.of(options, traders, config, db);
    if (names.contains("cold-start")) {
      facts.put("cache of classes", Jvm.hasCache() ? "yes" : "no");
      coldStart();
    }
    try (var server = BenchServer.start(data, config, caller);
        var client = new Client(server.address(), caller, options.connections())) {
      var channels = client.channels();
      var calls = new Calls(options, channels, workloads, writes, server::cpuSeconds);
      for (var group : Names.GROUPS) {
        var asked = new LinkedHashSet<>(group);
        asked.retainAll(names);
        measured.addAll(calls.measure(asked, Names.REFERENCES, ratios));
      }
      facts.put("naive pool", Integer.toString(calls.naivePool()));
      facts.put("public information in memory", cache(channels.getFirst(), calls));
      if (names.contains("import")) {
        var raw = RawRows.create(BenchDatabase.jdbc(config));
        measured.addAll(
            new Imports(options, channels.getFirst(), writes, db, raw, server::cpuSeconds)
                .measure(ratios));
        raw.drop();
      }
      if (names.contains("watch-lag")) {
        measured.add(WatchLag.measure(options, channels, writes, halfOfCreate(channels)));
      }
      facts.put("server peak MiB", Long.toString(server.peakMebibytes()));
    }
    if (names.contains("overload")) {
      overload();
      // The next server that starts on these data would ask about all that was created.
      var _ =
          db.execute("DELETE FROM scheduled_tasks WHERE task_name = 'verification.ask-sources'");
    }
    if (names.contains("journal")) {
      journal();
    }
    if (names.contains(Benchmarks.ROTATION)) {
      var keys = Keys.read(db, options.zipf());
      measured.addAll(new Rotation(data, config, caller, keys, db).measure());
    }
    return new Result(traders, facts, measured, ratios);
  }

  /** How much of it was there when it was asked for, from the first call on. */
  private static String cache(ManagedChannel channel, Calls calls) {
    var state =
        ClientCalls.blockingUnaryCall(
            channel, Reference.STATE, CallOptions.DEFAULT, Empty.getDefaultInstance());
    long made = calls.made("public-info");
    long misses = Math.min(made, (long) state.getValues(1).getNumberValue());
    return String.format(
        Locale.ROOT,
        "%.0f traders, %.2f %% of %,d calls",
        state.getValues(0).getNumberValue(),
        made == 0 ? 0 : 100.0 * (made - misses) / made,
        made);
  }

  /** On a server of its own, which asks a source. */
  private void overload() throws IOException, InterruptedException {
    try (var source = new SlowSource();
        var server = BenchServer.start(data, config, caller, source.environment());
        var client = new Client(server.address(), caller, options.connections());
        var pages = new Client(server.address(), caller, options.connections())) {
      measured.addAll(
          new Overload(options, client, pages, workloads, writes, source).measure(ratios));
      measured.getLast().with("server peak MiB", server.peakMebibytes());
    } catch (ExecutionException e) {
      throw new IllegalStateException("The overload ended early", e.getCause());
    }
  }

  private void journal() throws InterruptedException {
    try {
      measured.addAll(JournalRate.measure(options, config, data.resolve("keys"), ratios));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The journal's measurement ended early", e.getCause());
    }
  }

  /** Half of what was measured, or is now. */
  private double halfOfCreate(List<ManagedChannel> channels) throws InterruptedException {
    for (var each : measured) {
      if (each.name().equals("create")) {
        return each.get("per second") / 2;
      }
    }
    return ClosedLoop.run(writes.create(), channels, Calls.WRITES_IN_FLIGHT, 5).perSecond() / 2;
  }

  private void coldStart() throws IOException, InterruptedException {
    var seconds = new ArrayList<Double>();
    for (int i = 0; i < COLD_STARTS; i++) {
      try (var server = BenchServer.startDeployed(data, config, caller)) {
        seconds.add(server.startSeconds());
      }
    }
    seconds.sort(null);
    measured.add(
        new Measured("cold-start")
            .with("median s", seconds.get(COLD_STARTS / 2))
            .with("worst s", seconds.getLast()));
  }
}

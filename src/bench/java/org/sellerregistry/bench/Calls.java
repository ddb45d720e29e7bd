package org.sellerregistry.bench;

import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.sellerregistry.cli.BenchmarkOptions;

/** Measures calls: references and the registry's own in turn, round after round. */
final class Calls {
  private static final double FAILURES_ALLOWED = 0.0001;

  /** Calls that write: more at once would wait for each other, and longer than callers do. */
  static final int WRITES_IN_FLIGHT = 32;

  private final BenchmarkOptions options;
  private final List<ManagedChannel> channels;
  private final Workloads workloads;
  private final Writes writes;
  private final DoubleSupplier serverCpu;
  private final Map<String, Long> made = new LinkedHashMap<>();
  private int naivePool;

  /**
   * @param serverCpu the processor time that the server has used, in seconds
   */
  Calls(
      BenchmarkOptions options,
      List<ManagedChannel> channels,
      Workloads workloads,
      Writes writes,
      DoubleSupplier serverCpu) {
    this.options = options;
    this.channels = channels;
    this.workloads = workloads;
    this.writes = writes;
    this.serverCpu = serverCpu;
  }

  /** Calls a second, and the microseconds of processor time that each cost. */
  private record Rate(double perSecond, double serverMicros, double clientMicros) {}

  /** The size of the pool that the naive reference was measured with. */
  int naivePool() {
    return Reference.POOLS[naivePool];
  }

  List<Measured> measure(
      Set<String> names, Map<String, String> references, Map<String, Double> ratios)
      throws InterruptedException {
    var byName = new LinkedHashMap<String, Workload>();
    for (var name : names) {
      switch (name) {
        case "empty" -> byName.put(name, Workloads.empty());
        case "naive" -> byName.put(name, workloads.naive(bestPool()));
        case "public-info" -> byName.put(name, workloads.publicInfo());
        case "get-trader" -> byName.put(name, workloads.getTrader());
        case "lookup" -> byName.put(name, workloads.lookup());
        case "verify" -> byName.put(name, workloads.verify());
        case "create" -> byName.put(name, writes.create());
        default -> {}
      }
    }
    for (var each : byName.entrySet()) {
      count(
          each.getKey(),
          WarmUp.run(each.getValue(), channels, inFlight(each.getKey()), options.seconds()));
    }
    var rates = new LinkedHashMap<String, List<Rate>>();
    for (int round = 0; round < options.rounds(); round++) {
      for (var each : byName.entrySet()) {
        var rate = saturate(each.getValue(), inFlight(each.getKey()), options.seconds());
        count(each.getKey(), rate.perSecond() * options.seconds());
        rates.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(rate);
      }
    }
    var measured = new ArrayList<Measured>();
    for (var each : byName.entrySet()) {
      measured.add(describe(each.getKey(), rates.get(each.getKey())));
    }
    atHalfLoad(byName, measured);
    references.forEach((name, reference) -> {
      if (rates.containsKey(name) && rates.containsKey(reference)) {
        ratios.put(name + "/" + reference, ratio(rates.get(name), rates.get(reference)));
      }
    });
    return measured;
  }

  /** The median of the rounds' ratios. */
  private static double ratio(List<Rate> rates, List<Rate> references) {
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < rates.size(); i++) {
      ratios.add(rates.get(i).perSecond() / references.get(i).perSecond());
    }
    return Medians.of(ratios);
  }

  private static Measured describe(String name, List<Rate> rates) {
    var perSecond = rates.stream().map(Rate::perSecond).toList();
    double median = Medians.of(perSecond);
    System.err.printf(
        "%s: %.0f calls a second, rounds %s%n",
        name, median, perSecond.stream().map(Math::round).toList());
    return new Measured(name)
        .with("per second", median)
        .with("least per second", Collections.min(perSecond))
        .with("most per second", Collections.max(perSecond))
        .with("server cpu us", Medians.of(rates.stream().map(Rate::serverMicros).toList()))
        .with("client cpu us", Medians.of(rates.stream().map(Rate::clientMicros).toList()));
  }

  /** Times at half of what was reached, of each round; of the rounds the middle one. */
  private void atHalfLoad(Map<String, Workload> byName, List<Measured> measured)
      throws InterruptedException {
    var outcomes = new LinkedHashMap<Measured, List<OpenLoop.Outcome>>();
    for (int round = 0; round < options.rounds(); round++) {
      for (var each : measured) {
        var outcome =
            OpenLoop.run(
                byName.get(each.name()), channels, each.get("per second") / 2, options.seconds());
        count(each.name(), outcome.well().getTotalCount());
        outcomes.computeIfAbsent(each, key -> new ArrayList<>()).add(outcome);
      }
    }
    outcomes.forEach((each, rounds) ->
        each.with("p50 ms", Medians.of(rounds.stream().map(it -> it.millis(50)).toList()))
            .with("p99 ms", Medians.of(rounds.stream().map(it -> it.millis(99)).toList()))
            .with("p99.9 ms", Medians.of(rounds.stream().map(it -> it.millis(99.9)).toList()))
            // Refused, when the machine has other work to do and cannot keep the rate.
            .with(
                "failed at half load",
                rounds.stream()
                    .mapToLong(it -> it.failures() + it.refused().getTotalCount())
                    .sum()));
  }

  /** How many calls of a benchmark were made so far, roughly. */
  long made(String name) {
    return made.getOrDefault(name, 0L);
  }

  private void count(String name, double calls) {
    made.merge(name, (long) calls, Long::sum);
  }

  private int bestPool() throws InterruptedException {
    double best = 0;
    for (int pool = 0; pool < Reference.POOLS.length; pool++) {
      var workload = workloads.naive(pool);
      var _ = WarmUp.run(workload, channels, options.inFlight(), 2);
      double rate = saturate(workload, options.inFlight(), 2).perSecond();
      if (rate > best) {
        best = rate;
        naivePool = pool;
      }
    }
    return naivePool;
  }

  private int inFlight(String name) {
    boolean writing = name.equals("create") || name.equals("verify");
    return writing ? Math.min(WRITES_IN_FLIGHT, options.inFlight()) : options.inFlight();
  }

  private Rate saturate(Workload workload, int inFlight, double seconds)
      throws InterruptedException {
    double server = serverCpu.getAsDouble();
    double client = Jvm.cpuSeconds(ProcessHandle.current());
    var outcome = ClosedLoop.run(workload, channels, inFlight, seconds);
    double calls = outcome.perSecond() * seconds;
    requireFew(outcome.failures(), calls);
    return new Rate(
        outcome.perSecond(),
        (serverCpu.getAsDouble() - server) / calls * 1e6,
        (Jvm.cpuSeconds(ProcessHandle.current()) - client) / calls * 1e6);
  }

  private static void requireFew(long failures, double calls) {
    if (failures > Math.max(1, calls) * FAILURES_ALLOWED) {
      throw new IllegalStateException(
          "%d of %.0f calls failed or were answered wrongly".formatted(failures, calls));
    }
  }
}

package org.sellerregistry.bench;

import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.v1.VerificationServiceGrpc;
import org.sellerregistry.v1.VerifyTraderRequest;

/**
 * Offers four times what the server can do of a kind of call, and looks what becomes of those that
 * it answers, of those that it refuses, and of product pages meanwhile.
 */
final class Overload {
  private static final double TIMES = 4;

  /** Product pages a second while all the rest goes on. */
  private static final double PAGES = 1_000;

  private static final int ASKED_ABOUT = 400;

  /** Traders a second that are made beforehand. */
  private static final double PREPARED = 1_000;

  private final BenchmarkOptions options;
  private final List<ManagedChannel> channels;
  private final List<ManagedChannel> pageChannels;
  private final Workload pages;
  private final Writes writes;
  private final SlowSource source;

  Overload(
      BenchmarkOptions options,
      Client client,
      Client pageClient,
      Workloads workloads,
      Writes writes,
      SlowSource source) {
    this.options = options;
    this.channels = client.channels();
    this.pageChannels = pageClient.channels();
    this.pages = workloads.publicInfo();
    this.writes = writes;
    this.source = source;
  }

  List<Measured> measure(Map<String, Double> ratios)
      throws InterruptedException, ExecutionException {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    var create =
        writes.create(trader -> {
          if (asked.size() < ASKED_ABOUT && SlowSource.knows(trader)) {
            asked.add(trader.getName());
          }
        });
    var _ = WarmUp.run(pages, pageChannels, 64, options.seconds());
    var measured = new ArrayList<Measured>();
    measured.add(measure("create", create, ratios));
    long before = source.questions();
    measured.add(measure("verify", verify(List.copyOf(asked)), ratios));
    measured.getLast().with("questions to the source", source.questions() - before);
    return measured;
  }

  private Measured measure(String name, Workload workload, Map<String, Double> ratios)
      throws InterruptedException, ExecutionException {
    var _ = WarmUp.run(workload, channels, Calls.WRITES_IN_FLIGHT, options.seconds());
    var rates = new ArrayList<Double>();
    for (int round = 0; round < options.rounds(); round++) {
      rates.add(saturated(workload));
    }
    double peak = Medians.of(rates);
    var usual = meanwhile(workload, peak / 2);
    // The first flood has the compiler begin anew: what was never refused is refused now.
    var _ = meanwhile(workload, peak * TIMES);
    var flooded = meanwhile(workload, peak * TIMES);
    double goodput = flooded.calls().well().getTotalCount() / flooded.calls().seconds();
    ratios.put("overload-" + name + "/peak", goodput / peak);
    ratios.put(
        "pages-under-overload-" + name + "/usual",
        flooded.pages().millis(99) / usual.pages().millis(99));
    return new Measured("overload-" + name)
        .with("peak per second", peak)
        .with("offered per second", peak * TIMES)
        .with("goodput per second", goodput)
        .with("goodput p99 ms", flooded.calls().millis(99))
        .with("refused", flooded.calls().refused().getTotalCount())
        .with("refused p50 ms", flooded.calls().refusedMillis(50))
        .with("refused p99 ms", flooded.calls().refusedMillis(99))
        .with("refused max ms", flooded.calls().refusedMillis(100))
        .with("failed otherwise", flooded.calls().failures())
        .with("pages per second", PAGES)
        .with("pages p99 ms at half load", usual.pages().millis(99))
        .with("pages p99 ms", flooded.pages().millis(99))
        .with(
            "pages refused or failed",
            flooded.pages().failures() + flooded.pages().refused().getTotalCount());
  }

  /** Calls a second when as many as possible are made, while pages are shown as ever. */
  private double saturated(Workload workload) throws InterruptedException, ExecutionException {
    writes.prepare(PREPARED * options.seconds());
    try (var threads = Executors.newFixedThreadPool(1)) {
      Callable<OpenLoop.Outcome> shown =
          () -> OpenLoop.run(pages, pageChannels, PAGES, options.seconds());
      var meanwhile = threads.submit(shown);
      double rate =
          ClosedLoop.run(workload, channels, Calls.WRITES_IN_FLIGHT, options.seconds()).perSecond();
      var _ = meanwhile.get();
      return rate;
    }
  }

  private record Both(OpenLoop.Outcome calls, OpenLoop.Outcome pages) {}

  private Both meanwhile(Workload workload, double rate)
      throws InterruptedException, ExecutionException {
    writes.prepare(rate * options.seconds());
    try (var threads = Executors.newFixedThreadPool(2)) {
      Callable<OpenLoop.Outcome> calls =
          () -> OpenLoop.run(workload, channels, rate, options.seconds());
      Callable<OpenLoop.Outcome> shown =
          () -> OpenLoop.run(pages, pageChannels, PAGES, options.seconds());
      var first = threads.submit(calls);
      var second = threads.submit(shown);
      return new Both(first.get(), second.get());
    }
  }

  /** Each call asks the source, which says that there is no such number. */
  private static Workload verify(List<String> traders) {
    return new UnaryWorkload<>(
        VerificationServiceGrpc.getVerifyTraderMethod(),
        random ->
            VerifyTraderRequest.newBuilder()
                .setName(traders.get(random.nextInt(traders.size())))
                .build(),
        (reply, request) ->
            reply.getTrader().equals(request.getName()) && reply.getChecksCount() > 0);
  }
}

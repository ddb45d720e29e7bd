package org.sellerregistry.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.sellerregistry.jobs.Jobs;
import org.sellerregistry.metrics.Metrics;
import org.sellerregistry.rpc.Work;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.PoolUse;
import org.sellerregistry.storage.ReadUse;

/** What is measured of a server, beside what gRPC measures of its calls. */
final class Measurements {
  private Measurements() {}

  static void register(
      Metrics metrics, Wiring wiring, Database database, Jobs jobs, EventLoops loops) {
    var gate = wiring.gate();
    metrics.gauges(
        "sellerregistry.admission.executing",
        "Unary calls in work",
        "work",
        () -> ofEach(gate::executing));
    metrics.gauges(
        "sellerregistry.admission.waiting",
        "Unary calls that wait",
        "work",
        () -> ofEach(gate::waiting));
    metrics.gauge("sellerregistry.admission.streams", "Open streams", () -> gate.openStreams());
    metrics.counters(
        "sellerregistry.admission.refused",
        "Calls refused for want of room, of the server's or of the caller's own",
        "reason",
        wiring.access().refusals()::totals);
    metrics.counter(
        "sellerregistry.calls.idle.ended",
        "Calls ended because their client kept them waiting",
        wiring.interceptors()::endedIdleCalls);
    var memory = wiring.interceptors().memory();
    metrics.gauge(
        "sellerregistry.requests.held.bytes", "What requests take of the memory", memory::held);
    metrics.counter(
        "sellerregistry.requests.ended",
        "Calls ended because requests took too much of the memory",
        memory::ended);

    metrics.gauges(
        "sellerregistry.transport.buffers.bytes",
        "Memory that the transport holds for buffers, in use and for the next",
        "memory",
        loops::bufferBytes);

    var reads = wiring.currentReads();
    metrics.counters(
        "sellerregistry.reads",
        "Reads of single records that were asked of the database",
        "reader",
        () -> each(reads.use(), ReadUse::reads));
    metrics.counters(
        "sellerregistry.reads.queries",
        "Queries made for them: reads that come together share one",
        "reader",
        () -> each(reads.use(), ReadUse::queries));
    metrics.gauges(
        "sellerregistry.reads.waiting",
        "Reads of single records that wait for a query",
        "reader",
        () -> each(reads.use(), ReadUse::waiting));
    metrics.counter(
        "sellerregistry.public.info.misses",
        "Public information that was not in memory and had to be read",
        wiring.publicInfoCache()::misses);
    metrics.gauge(
        "sellerregistry.journal.lag.millis",
        "How long the first entry that has no place in the journal yet has waited",
        () -> wiring.audit().lag().waited().toMillis());
    metrics.gauge(
        "sellerregistry.journal.waiting",
        "Entries that have no place in the journal yet; beyond the most that may, not counted",
        () -> wiring.audit().lag().waiting());
    metrics.gauge(
        "sellerregistry.keys.wrapping.epoch",
        "The epoch under which new data keys are wrapped",
        wiring.vault()::wrappingEpoch);

    pool(metrics, database, "active", "Connections in use", PoolUse::active);
    pool(metrics, database, "idle", "Connections not in use", PoolUse::idle);
    pool(metrics, database, "waiting", "Callers that wait for a connection", PoolUse::waiting);
    metrics.counters(
        "sellerregistry.jobs.rounds",
        "Rounds of work in the background, by their result",
        "result",
        jobs::results);
  }

  private static Map<String, Long> ofEach(ToIntFunction<Work> places) {
    var values = new TreeMap<String, Long>();
    for (var work : Work.values()) {
      values.put(work.name(), (long) places.applyAsInt(work));
    }
    return values;
  }

  private static void pool(
      Metrics metrics,
      Database database,
      String what,
      String description,
      ToLongFunction<PoolUse> use) {
    metrics.gauges(
        "sellerregistry.pool." + what, description, "pool", () -> each(database.poolUse(), use));
  }

  private static <T> Map<String, Long> each(Map<String, T> measured, ToLongFunction<T> what) {
    var values = new TreeMap<String, Long>();
    measured.forEach((name, each) -> values.put(name, what.applyAsLong(each)));
    return values;
  }
}

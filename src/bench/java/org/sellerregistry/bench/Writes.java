package org.sellerregistry.bench;

import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;

/**
 * Traders that benchmarks write, in a marketplace of their own: those that are read stay as they
 * were loaded.
 */
final class Writes {
  static final String MARKETPLACE_ID = "bench-writes";
  static final String PARENT = "marketplaces/" + MARKETPLACE_ID;

  private static final String PREFIX = "synthetic-";

  private final SyntheticTraders synthetic = new SyntheticTraders(Loader.SEED);
  private final UUID marketplace;
  private final AtomicInteger next;
  private final Queue<Trader> prepared = new ConcurrentLinkedQueue<>();

  private Writes(UUID marketplace, int next) {
    this.marketplace = marketplace;
    this.next = new AtomicInteger(next);
  }

  /** Goes on behind what earlier runs have written. */
  static Writes of(DSLContext db) {
    var marketplace =
        db.select(MARKETPLACE.ID)
            .from(MARKETPLACE)
            .where(MARKETPLACE.MARKETPLACE_ID.eq(MARKETPLACE_ID))
            .fetchSingle(MARKETPLACE.ID);
    var last =
        db.select(DSL.max(DSL.substring(TRADER.EXTERNAL_ID, PREFIX.length() + 1).cast(Long.class)))
            .from(TRADER)
            .where(TRADER.MARKETPLACE.eq(marketplace))
            .fetchSingle()
            .value1();
    return new Writes(marketplace, last == null ? 0 : (int) (last + 1));
  }

  UUID marketplace() {
    return marketplace;
  }

  /** A trader that was not written yet, with its storefronts. */
  ImportRecord nextRecord() {
    return synthetic.at(next.getAndIncrement()).record();
  }

  /**
   * Makes traders that are created later, so that the making takes no processor from the server.
   */
  void prepare(double count) {
    for (int ready = prepared.size(); ready < count; ready++) {
      prepared.add(nextRecord().getTrader());
    }
  }

  private Trader nextTrader() {
    var ready = prepared.poll();
    return ready == null ? nextRecord().getTrader() : ready;
  }

  Workload create() {
    return create(trader -> {});
  }

  /**
   * @param created hears of each trader as soon as the client knows that it is stored
   */
  Workload create(Consumer<Trader> created) {
    return new UnaryWorkload<>(
        TraderServiceGrpc.getCreateTraderMethod(),
        random ->
            CreateTraderRequest.newBuilder().setParent(PARENT).setTrader(nextTrader()).build(),
        (reply, request) -> {
          created.accept(reply);
          return reply.getName().startsWith(PARENT + "/traders/")
              && reply.getExternalId().equals(request.getTrader().getExternalId())
              && reply.getRevision() == 1
              && reply.getStandingsCount() == 1
              && reply.getIdentity().getNamesCount()
                  == request.getTrader().getIdentity().getNamesCount();
        });
  }
}

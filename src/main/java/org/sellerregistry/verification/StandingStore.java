package org.sellerregistry.verification;

import static org.sellerregistry.storage.generated.Tables.STANDING;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.storage.generated.tables.records.StandingRecord;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Standing;

/** The stored standings. */
final class StandingStore {
  /** Stores the first standing in an offering that the trader was not in before. */
  void insert(DSLContext db, Tenant tenant, UUID trader, Standing standing) {
    var row = row(tenant, trader, standing);
    Inserts.insert(db, NewRow.of(row));
    Journal.wrote(db, Records.of(row));
  }

  private static StandingRecord row(Tenant tenant, UUID trader, Standing standing) {
    return new StandingRecord(
        tenant.id(),
        trader,
        standing.getOffering(),
        standing.getStateValue(),
        standing.getPack(),
        standing.getPackVersion(),
        Times.instant(standing.getSinceTime()),
        nextDue(standing));
  }

  /** Stores what became of a standing. */
  void update(DSLContext db, Tenant tenant, UUID trader, Standing standing) {
    db.update(STANDING)
        .set(STANDING.STATE, standing.getStateValue())
        .set(STANDING.PACK, standing.getPack())
        .set(STANDING.PACK_VERSION, standing.getPackVersion())
        .set(STANDING.SINCE_TIME, Times.instant(standing.getSinceTime()))
        .set(STANDING.NEXT_DUE_TIME, nextDue(standing))
        .where(STANDING.MARKETPLACE.eq(tenant.id()))
        .and(STANDING.TRADER.eq(trader))
        .and(STANDING.OFFERING.eq(standing.getOffering()))
        .execute();
    Journal.wrote(db, Records.of(row(tenant, trader, standing)));
  }

  private static @Nullable Instant nextDue(Standing standing) {
    return standing.hasNextDueTime() ? Times.instant(standing.getNextDueTime()) : null;
  }

  void delete(DSLContext db, Tenant tenant, UUID trader, String offering) {
    var former = Standing.newBuilder().setOffering(offering).build();
    Journal.wrote(db, Records.deleted(Records.of(row(tenant, trader, former))));
    db.deleteFrom(STANDING)
        .where(STANDING.MARKETPLACE.eq(tenant.id()))
        .and(STANDING.TRADER.eq(trader))
        .and(STANDING.OFFERING.eq(offering))
        .execute();
  }

  /**
   * A trader whose standing must be computed again.
   *
   * @param marketplace the marketplace's key
   * @param trader the trader's key
   */
  record Due(UUID marketplace, UUID trader) {}

  /** Those that are due, the longest overdue first. */
  List<Due> due(DSLContext db, Instant now, int limit) {
    return db.select(STANDING.MARKETPLACE, STANDING.TRADER)
        .from(STANDING)
        .where(STANDING.NEXT_DUE_TIME.le(now))
        .orderBy(STANDING.NEXT_DUE_TIME)
        .limit(limit)
        .fetch(row -> new Due(row.value1(), row.value2()));
  }
}

package org.sellerregistry.retention;

import static org.sellerregistry.storage.generated.Tables.TRADER;

import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.generated.tables.records.TraderRecord;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.JournalEntry;

/**
 * A trader of which the end of its data is decided.
 *
 * @param contractEnd null while the contract lasts
 */
record Subject(Tenant tenant, UUID id, @Nullable Instant contractEnd) {

  /**
   * Holds the trader's row until the transaction ends.
   *
   * @throws Refusal RESOURCE_NOT_FOUND
   */
  static Subject lock(DSLContext db, Tenant tenant, UUID trader) {
    return of(
        db.selectFrom(TRADER).where(is(tenant, trader)).forUpdate().fetchOne(), tenant, trader);
  }

  /**
   * @throws Refusal RESOURCE_NOT_FOUND
   */
  static Subject read(DSLContext db, Tenant tenant, UUID trader) {
    return of(db.selectFrom(TRADER).where(is(tenant, trader)).fetchOne(), tenant, trader);
  }

  private static Condition is(Tenant tenant, UUID trader) {
    return TRADER.MARKETPLACE.eq(tenant.id()).and(TRADER.ID.eq(trader));
  }

  private static Subject of(@Nullable TraderRecord row, Tenant tenant, UUID trader) {
    if (row == null) {
      throw Refusal.notFound(ResourceNames.trader(tenant.marketplaceId(), trader));
    }
    return new Subject(tenant, trader, row.getContractEndTime());
  }

  String name() {
    return ResourceNames.trader(tenant.marketplaceId(), id);
  }

  /** What the journal says of a decision about it. */
  JournalEntry entry(Caller caller, String method, Instant now) {
    return JournalEntry.newBuilder()
        .setTime(Times.timestamp(now))
        .setMethod("AdminService." + method)
        .setResource(name())
        .setPrincipal(caller.principal())
        .setPerson(caller.person())
        .setPurpose(caller.purpose())
        .build();
  }
}

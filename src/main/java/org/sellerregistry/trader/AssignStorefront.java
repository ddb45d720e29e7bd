package org.sellerregistry.trader;

import java.time.Instant;
import java.time.InstantSource;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.Storefront;

/** Gives a storefront to a trader, or takes it away. */
public final class AssignStorefront {
  private final StorefrontStore storefronts;
  private final Journal journal;
  private final InstantSource clock;

  public AssignStorefront(StorefrontStore storefronts, Journal journal, InstantSource clock) {
    this.storefronts = storefronts;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Whether assigning changed something.
   *
   * @param storefront the ownership as it is now
   * @param changed whether it was not so before
   */
  public record Assigned(Storefront storefront, boolean changed) {}

  /**
   * Assigns it, in a transaction that holds the trader's row locked.
   *
   * @throws Refusal STOREFRONT_TAKEN if another trader owns it
   */
  public Assigned assign(
      DSLContext db,
      Tenant tenant,
      Caller caller,
      StoredTrader trader,
      String storefrontId,
      String url) {
    var present = storefronts.lock(db, tenant, storefrontId);
    if (present.isPresent()) {
      if (!present.get().trader().equals(trader.id())) {
        throw Refusal.of(
                ErrorReason.ERROR_REASON_STOREFRONT_TAKEN,
                "the storefront belongs to another trader; release it first")
            .with("storefront", ResourceNames.storefront(tenant.marketplaceId(), storefrontId));
      }
      var begin = present.get().validFrom();
      var before = storefronts.get(db, tenant, trader.keys(), storefrontId, begin);
      // A call that gives no URL says nothing about it.
      if (url.isEmpty() || url.equals(before.getUrl())) {
        return new Assigned(before, false);
      }
      storefronts.updateUrl(db, tenant, storefrontId, trader.keys(), begin, url);
      record(db, tenant, caller, "TraderService.AssignStorefront", storefrontId);
      return new Assigned(before.toBuilder().setUrl(url).build(), true);
    }
    var lastEnd = storefronts.lastEnd(db, tenant, storefrontId).orElse(Instant.EPOCH);
    return new Assigned(open(db, tenant, caller, trader, storefrontId, url, lastEnd), true);
  }

  /** Assigns a storefront that nobody ever owned, without asking the database. */
  public Storefront assignFirst(
      DSLContext db,
      Tenant tenant,
      Caller caller,
      StoredTrader trader,
      String storefrontId,
      String url) {
    return open(db, tenant, caller, trader, storefrontId, url, Instant.EPOCH);
  }

  private Storefront open(
      DSLContext db,
      Tenant tenant,
      Caller caller,
      StoredTrader trader,
      String storefrontId,
      String url,
      Instant lastEnd) {
    var begin = Times.micros(clock.instant());
    begin = begin.isBefore(lastEnd) ? lastEnd : begin;
    storefronts.insert(db, tenant, storefrontId, trader.keys(), begin, url);
    record(db, tenant, caller, "TraderService.AssignStorefront", storefrontId);
    return Storefront.newBuilder()
        .setName(ResourceNames.storefront(tenant.marketplaceId(), storefrontId))
        .setTrader(trader.trader().getName())
        .setUrl(url)
        .setBeginTime(Times.timestamp(begin))
        .build();
  }

  /**
   * Ends the present ownership.
   *
   * @throws Refusal RESOURCE_NOT_FOUND if nobody owns the storefront
   */
  public Storefront release(DSLContext db, Tenant tenant, Caller caller, String storefrontId) {
    var name = ResourceNames.storefront(tenant.marketplaceId(), storefrontId);
    var present =
        storefronts.lock(db, tenant, storefrontId).orElseThrow(() -> Refusal.notFound(name));
    var end = Times.after(present.validFrom(), clock.instant());
    storefronts.close(db, tenant, storefrontId, present.validFrom(), end);
    record(db, tenant, caller, "TraderService.ReleaseStorefront", storefrontId);
    return Storefront.newBuilder()
        .setName(name)
        .setTrader(ResourceNames.trader(tenant.marketplaceId(), present.trader()))
        .setBeginTime(Times.timestamp(present.validFrom()))
        .setEndTime(Times.timestamp(end))
        .build();
  }

  private void record(
      DSLContext db, Tenant tenant, Caller caller, String method, String storefrontId) {
    journal.append(
        db,
        JournalEntry.newBuilder()
            .setTime(Times.timestamp(clock.instant()))
            .setMethod(method)
            .setResource(ResourceNames.storefront(tenant.marketplaceId(), storefrontId))
            .setPrincipal(caller.principal())
            .setPerson(caller.person())
            .setPurpose(caller.purpose())
            .build());
  }
}

package org.sellerregistry.onboarding;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.storage.Cancellation;
import org.sellerregistry.storage.CoalescedReads;
import org.sellerregistry.storage.CoalescedReads.Limits;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.LookupKey;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.SealedTrader;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.TokenStore;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.RecordDamagedException;

/**
 * Reads what is there now, by key. Calls that come at the same time share queries; a damaged record
 * is the failure of the calls that asked for it alone.
 */
public final class CurrentReads implements AutoCloseable {
  private final CoalescedReads<Tenant, UUID, Trader> basics;
  private final CoalescedReads<Tenant, UUID, Supplier<Trader>> traders;
  private final CoalescedReads<Tenant, String, UUID> owners;
  private final CoalescedReads<Offer, UUID, PublicInfoStore.Sealed> publicInfos;
  private final CoalescedReads<Tenant, LookupKey, List<TokenStore.Hit>> hits;

  private record Offer(Tenant tenant, String offering) {}

  /**
   * @param ofCall the cancellation of the call that the current thread serves
   */
  public CurrentReads(
      Transactor transactor,
      TraderStore traders,
      StorefrontStore storefronts,
      PublicInfoStore publicInfo,
      TokenStore tokens,
      Supplier<Cancellation> ofCall,
      InstantSource clock) {
    this.basics =
        new CoalescedReads<>(
            "read-basics", transactor, ofCall, clock, Limits.DEFAULT, traders::loadBasics);
    this.traders =
        new CoalescedReads<>(
            "read-traders",
            transactor,
            ofCall,
            clock,
            Limits.DEFAULT,
            (db, tenant, ids) -> {
              var found = new LinkedHashMap<UUID, Supplier<Trader>>();
              traders
                  .loadSealed(db, tenant, ids, Sections.kinds())
                  .forEach((id, sealed) -> found.put(id, opened(sealed)));
              return found;
            });
    this.owners =
        new CoalescedReads<>(
            "read-owners", transactor, ofCall, clock, Limits.DEFAULT, storefronts::owners);
    this.publicInfos =
        new CoalescedReads<>(
            "read-public-info",
            transactor,
            ofCall,
            clock,
            Limits.DEFAULT,
            (db, offer, ids) -> publicInfo.loadSealed(db, offer.tenant(), offer.offering(), ids));
    this.hits =
        new CoalescedReads<>(
            "read-tokens",
            transactor,
            ofCall,
            clock,
            Limits.DEFAULT,
            (db, tenant, keys) -> tokens.findFew(db, tenant, keys, LookUpTraders.MOST + 1));
  }

  /** Traders without sections, of those that exist, in the order asked for. */
  Map<UUID, Trader> basics(Tenant tenant, Collection<UUID> ids) {
    return basics.readAll(tenant, new LinkedHashSet<>(ids));
  }

  /**
   * Traders with all sections, of those that exist, in the order asked for. The sections are there
   * as bytes: {@link TraderStore#openUnread}.
   */
  Map<UUID, Trader> traders(Tenant tenant, Collection<UUID> ids) {
    var found = new LinkedHashMap<UUID, Trader>();
    traders
        .readAll(tenant, new LinkedHashSet<>(ids))
        .forEach((id, opened) -> found.put(id, opened.get()));
    return found;
  }

  /** Opened by the reader, whose thread has the ciphers at hand; who asked hears what failed. */
  private static Supplier<Trader> opened(SealedTrader sealed) {
    try {
      var trader = TraderStore.openUnread(sealed);
      return () -> trader;
    } catch (RecordDamagedException e) {
      return () -> {
        throw e;
      };
    }
  }

  /** The trader that owns a storefront. */
  Optional<UUID> owner(Tenant tenant, String storefrontId) {
    return owners.read(tenant, storefrontId);
  }

  /**
   * What buyers are shown of a trader, by {@link PublicInfoStore#openUnread}; empty if it is not in
   * the offering.
   */
  Optional<PublicTraderInfo> publicInfo(Tenant tenant, UUID trader, String offering) {
    return publicInfos
        .read(new Offer(tenant, offering), trader)
        .map(sealed -> PublicInfoStore.openUnread(tenant, sealed));
  }

  /** Who has a value or had it; empty if too many share it to say so in passing. */
  Optional<List<TokenStore.Hit>> hits(Tenant tenant, LookupKey key) {
    return hits.read(tenant, key);
  }

  @Override
  public void close() {
    List.of(basics, traders, owners, publicInfos, hits).forEach(CoalescedReads::close);
  }
}

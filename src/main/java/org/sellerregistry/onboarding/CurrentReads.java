package org.sellerregistry.onboarding;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.ResourceName;
import org.sellerregistry.storage.Cancellation;
import org.sellerregistry.storage.CoalescedReads;
import org.sellerregistry.storage.CoalescedReads.Limits;
import org.sellerregistry.storage.ReadUse;
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
  private final CoalescedReads<Offer, ResourceName, Sealed> offered;
  private final CoalescedReads<Tenant, LookupKey, List<TokenStore.Hit>> hits;

  private record Offer(Tenant tenant, String offering) {}

  private record Sealed(UUID id, Trader trader, PublicInfoStore.@Nullable Sealed info) {}

  /**
   * A trader and what buyers are shown of it.
   *
   * @param id the trader's key
   * @param trader the trader without sections
   * @param info by {@link PublicInfoStore#openUnread}; empty if it is not in the offering
   */
  record Offered(UUID id, Trader trader, Optional<PublicTraderInfo> info) {}

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
    this.offered =
        new CoalescedReads<>(
            "read-public-info",
            transactor,
            ofCall,
            clock,
            Limits.DEFAULT,
            (db, offer, names) -> {
              var tenant = offer.tenant();
              var ids = traders(names, it -> storefronts.owners(db, tenant, it));
              var basics = traders.loadBasics(db, tenant, new LinkedHashSet<>(ids.values()));
              var infos = publicInfo.loadSealed(db, tenant, offer.offering(), basics.keySet());
              var found = new HashMap<ResourceName, Sealed>();
              ids.forEach((name, id) -> {
                var trader = basics.get(id);
                if (trader != null) {
                  found.put(name, new Sealed(id, trader, infos.get(id)));
                }
              });
              return found;
            });
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
   * The trader that has a name, or owns the storefront that has it, with what buyers are shown; of
   * names of other kinds there is none.
   */
  Optional<Offered> offered(Tenant tenant, ResourceName name, String offering) {
    return offered
        .read(new Offer(tenant, offering), name)
        .map(found ->
            new Offered(
                found.id(),
                found.trader(),
                Optional.ofNullable(found.info())
                    .map(info -> PublicInfoStore.openUnread(tenant, info))));
  }

  private static Map<ResourceName, UUID> traders(
      Set<ResourceName> names, Function<Set<String>, Map<String, UUID>> owners) {
    var traders = new HashMap<ResourceName, UUID>();
    var storefronts = new HashMap<String, ResourceName>();
    for (var name : names) {
      if (name instanceof ResourceName.TraderName trader) {
        traders.put(name, trader.trader());
      } else if (name instanceof ResourceName.StorefrontName storefront) {
        storefronts.put(storefront.storefront(), name);
      }
    }
    if (!storefronts.isEmpty()) {
      owners
          .apply(storefronts.keySet())
          .forEach((storefront, trader) ->
              traders.put(requireNonNull(storefronts.get(storefront)), trader));
    }
    return traders;
  }

  /** Who has a value or had it; empty if too many share it to say so in passing. */
  Optional<List<TokenStore.Hit>> hits(Tenant tenant, LookupKey key) {
    return hits.read(tenant, key);
  }

  /** How calls shared queries, by the names of the readers. */
  public Map<String, ReadUse> use() {
    return all().collect(Collectors.toMap(CoalescedReads::name, CoalescedReads::use));
  }

  private Stream<CoalescedReads<?, ?, ?>> all() {
    return Stream.of(basics, traders, owners, offered, hits);
  }

  @Override
  public void close() {
    all().forEach(CoalescedReads::close);
  }
}

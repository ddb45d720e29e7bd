package org.sellerregistry.onboarding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.AssignStorefront;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ExportTradersResponse;
import org.sellerregistry.v1.Storefront;

/** Storefronts of traders: assigning, releasing, listing. */
public final class Storefronts {
  private static final int MOST_EXPORTED = 10_000;

  private final Transactor transactor;
  private final TraderStore traders;
  private final StorefrontStore store;
  private final AssignStorefront assign;

  public Storefronts(
      Transactor transactor, TraderStore traders, StorefrontStore store, AssignStorefront assign) {
    this.transactor = transactor;
    this.traders = traders;
    this.store = store;
    this.assign = assign;
  }

  Storefront assign(CallScope scope, UUID trader, String storefrontId, String url) {
    return Races.run(() -> attempt(scope, trader, storefrontId, url));
  }

  private Storefront attempt(CallScope scope, UUID trader, String storefrontId, String url) {
    var tenant = scope.tenant();
    return transactor.write(db -> {
      var stored =
          traders
              .lock(db, tenant, trader)
              .orElseThrow(
                  () -> Refusal.notFound(ResourceNames.trader(tenant.marketplaceId(), trader)));
      UpdateTrader.requireContract(stored.trader());
      return assign.assign(db, tenant, scope.caller(), stored, storefrontId, url).storefront();
    });
  }

  Storefront release(CallScope scope, String storefrontId) {
    return transactor.write(db -> assign.release(db, scope.tenant(), scope.caller(), storefrontId));
  }

  /** A trader's storefronts behind a position, oldest first. */
  List<Storefront> list(Tenant tenant, UUID trader, Optional<String> behind, int limit) {
    return transactor.read(db -> {
      var stored = traders.load(db, tenant, List.of(trader), Set.of()).get(trader);
      if (stored == null) {
        throw Refusal.notFound(ResourceNames.trader(tenant.marketplaceId(), trader));
      }
      var parts = behind.map(it -> it.split(" ", 2)).orElse(new String[] {"", ""});
      var begin = parts[0].isEmpty() ? Instant.EPOCH : Instant.parse(parts[0]);
      return store.list(db, tenant, stored.keys(), begin, parts[1], limit);
    });
  }

  /** The position of a storefront in a trader's list. */
  static String position(Storefront storefront) {
    return Times.instant(storefront.getBeginTime())
        + " "
        + ResourceNames.requireStorefront("name", storefront.getName()).storefront();
  }

  /** Traders in full with their storefronts, in the order of {@code ids}. */
  List<ExportTradersResponse> export(Tenant tenant, List<UUID> ids) {
    return transactor.read(db -> {
      var exported = new ArrayList<ExportTradersResponse>();
      Map<UUID, StoredTrader> loaded = traders.load(db, tenant, ids, Sections.kinds());
      for (var stored : loaded.values()) {
        exported.add(export(db, tenant, stored));
      }
      return exported;
    });
  }

  private ExportTradersResponse export(DSLContext db, Tenant tenant, StoredTrader stored) {
    return ExportTradersResponse.newBuilder()
        .setTrader(stored.trader())
        .addAllStorefronts(store.list(db, tenant, stored.keys(), Instant.EPOCH, "", MOST_EXPORTED))
        .build();
  }
}

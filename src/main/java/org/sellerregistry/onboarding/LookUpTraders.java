package org.sellerregistry.onboarding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.LookupKey;
import org.sellerregistry.trader.LookupKeys;
import org.sellerregistry.trader.TokenStore;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.LookupMatch;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupResult;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.LookupTradersResponse;
import org.sellerregistry.v1.PaymentAccountNumber;
import org.sellerregistry.v1.Trader;

/** Finds traders by what is known of them. */
public final class LookUpTraders {
  /** The matches that a query is answered with at most. */
  static final int MOST = 50;

  private final Transactor transactor;
  private final TraderStore traders;
  private final TokenStore tokens;
  private final CurrentReads current;
  private final ReadTraders read;

  public LookUpTraders(
      Transactor transactor,
      TraderStore traders,
      TokenStore tokens,
      CurrentReads current,
      ReadTraders read) {
    this.transactor = transactor;
    this.traders = traders;
    this.tokens = tokens;
    this.current = current;
    this.read = read;
  }

  /**
   * Answers each query by itself.
   *
   * @throws Refusal MESSAGE_TOO_LARGE if the answers do not fit into one reply
   */
  public LookupTradersResponse lookUp(Tenant tenant, LookupTradersRequest request) {
    var hits = request.getQueriesList().stream().map(query -> hits(tenant, query)).toList();
    Set<UUID> ids = new LinkedHashSet<>();
    hits.forEach(found -> found.stream().limit(MOST).forEach(hit -> ids.add(hit.trader())));
    Map<UUID, Trader> found = read.readWhole(tenant, ids, request.getView());
    var response = LookupTradersResponse.newBuilder();
    var budget = new ReplyBudget();
    for (var each : hits) {
      // A trader that several queries find is sent with each.
      var result = result(each, found);
      budget.require(result);
      response.addResults(result);
    }
    return response.build();
  }

  private static LookupResult result(List<TokenStore.Hit> hits, Map<UUID, Trader> found) {
    var result = LookupResult.newBuilder().setTruncated(hits.size() > MOST);
    for (var hit : hits.stream().limit(MOST).toList()) {
      var trader = found.get(hit.trader());
      if (trader != null) {
        result.addMatches(LookupMatch.newBuilder().setTrader(trader).setFormer(hit.former()));
      }
    }
    return result.build();
  }

  private List<TokenStore.Hit> hits(Tenant tenant, LookupQuery query) {
    return switch (query.getByCase()) {
      case NAME -> one(inTenant(tenant, query.getName()));
      case EXTERNAL_ID ->
          one(transactor.read(db -> traders.findByExternalId(db, tenant, query.getExternalId())));
      case STOREFRONT -> byStorefront(tenant, query.getStorefront());
      case IDENTIFIER -> find(tenant, LookupKeys.identifier(query.getIdentifier()));
      case TRADER_NAME ->
          LookupKeys.name(query.getTraderName()).map(key -> find(tenant, key)).orElse(List.of());
      case EMAIL -> find(tenant, LookupKeys.email(query.getEmail()));
      case PHONE -> find(tenant, LookupKeys.phone(query.getPhone(), ""));
      case ACCOUNT -> find(tenant, account(query.getAccount()));
      case BY_NOT_SET -> List.of();
    };
  }

  private List<TokenStore.Hit> find(Tenant tenant, LookupKey key) {
    return key.isEmpty()
        ? List.of()
        : current
            .hits(tenant, key)
            .orElseGet(() -> transactor.read(db -> tokens.find(db, tenant, key, MOST + 1)));
  }

  private static Optional<UUID> inTenant(Tenant tenant, String name) {
    var trader = ResourceNames.requireTrader("queries.name", name);
    return trader.marketplace().equals(tenant.marketplaceId())
        ? Optional.of(trader.trader())
        : Optional.empty();
  }

  private List<TokenStore.Hit> byStorefront(Tenant tenant, String name) {
    var storefront = ResourceNames.requireStorefront("queries.storefront", name);
    return storefront.marketplace().equals(tenant.marketplaceId())
        ? one(current.owner(tenant, storefront.storefront()))
        : List.of();
  }

  private static LookupKey account(PaymentAccountNumber account) {
    return account.hasIban()
        ? LookupKeys.iban(account.getIban())
        : LookupKeys.localAccount(account.getLocal());
  }

  private static List<TokenStore.Hit> one(Optional<UUID> trader) {
    var hits = new ArrayList<TokenStore.Hit>();
    trader.ifPresent(id -> hits.add(new TokenStore.Hit(id, false)));
    return hits;
  }
}

package org.sellerregistry.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.sellerregistry.storage.Cancellation;
import org.sellerregistry.storage.Transactor;

/**
 * Grants and marketplaces as they were less than a second ago, so that what an operator changes on
 * one server holds on all of them within a second. What cannot be read anew is not served stale.
 */
final class AccessCache {
  private static final Duration FRESH = Duration.ofMillis(750);
  private static final long LARGEST = 10_000;

  private final Transactor transactor;
  private final Cache<String, List<AccessGrant>> grants;
  private final Cache<String, Optional<StoredMarketplace>> marketplaces;

  AccessCache(Transactor transactor, Ticker ticker) {
    this.transactor = transactor;
    this.grants = cache(ticker);
    this.marketplaces = cache(ticker);
  }

  private static <V> Cache<String, V> cache(Ticker ticker) {
    return Caffeine.newBuilder()
        .ticker(ticker)
        .maximumSize(LARGEST)
        .expireAfterWrite(FRESH)
        .build();
  }

  /** All grants that the principal ever had. */
  List<AccessGrant> grantsOf(String principal) {
    return grants.get(principal, key -> load(db -> new GrantStore(db).listByPrincipal(key)));
  }

  /**
   * The principal's grants that are in force.
   *
   * @throws Refusal CREDENTIALS_INVALID if it had some, and none is left
   */
  List<AccessGrant> grantsInForce(String principal, Instant now) {
    var all = grantsOf(principal);
    var inForce = all.stream().filter(grant -> grant.isInForce(now)).toList();
    if (inForce.isEmpty() && !all.isEmpty()) {
      throw Credentials.invalid("The caller's grants have been revoked or have expired");
    }
    return inForce;
  }

  Optional<StoredMarketplace> marketplace(String marketplaceId) {
    return marketplaces.get(marketplaceId, key -> load(db -> new MarketplaceStore(db).find(key)));
  }

  /** Others wait for the same load: the call that began it may end without ending that. */
  private <V> V load(Function<DSLContext, V> query) {
    return transactor.read(Cancellation.create(), query);
  }

  /** This server's own changes hold on it at once. */
  void forgetGrantsOf(String principal) {
    grants.invalidate(principal);
  }

  /** As {@link #forgetGrantsOf}. */
  void forgetMarketplace(String marketplaceId) {
    marketplaces.invalidate(marketplaceId);
  }
}

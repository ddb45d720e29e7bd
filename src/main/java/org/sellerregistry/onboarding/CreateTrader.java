package org.sellerregistry.onboarding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.Vault;

/** Creates a trader. */
public final class CreateTrader {
  static final String METHOD = "TraderService.CreateTrader";

  private final Transactor transactor;
  private final TraderStore traders;
  private final RevisionStore revisions;
  private final ReviseTrader revise;
  private final RequestKeys requestKeys;
  private final Vault vault;
  private final Ids ids;

  public CreateTrader(
      Transactor transactor,
      TraderStore traders,
      RevisionStore revisions,
      ReviseTrader revise,
      RequestKeys requestKeys,
      Vault vault,
      Ids ids) {
    this.transactor = transactor;
    this.traders = traders;
    this.revisions = revisions;
    this.revise = revise;
    this.requestKeys = requestKeys;
    this.vault = vault;
    this.ids = ids;
  }

  /** Creates it, or returns the one that the same call created before. */
  public Trader create(Tenant tenant, Caller caller, CreateTraderRequest request) {
    var key =
        requestKeys.of(
            tenant,
            request.getRequestId(),
            request.toBuilder().clearRequestId().clearValidateOnly().build());
    return Races.run(() -> attempt(tenant, caller, request, key));
  }

  private Trader attempt(
      Tenant tenant, Caller caller, CreateTraderRequest request, Optional<RequestKey> key) {
    return RolledBack.write(
        transactor,
        request.getValidateOnly(),
        db ->
            replay(db, tenant, key)
                .orElseGet(() -> {
                  var wanted = request.getTrader();
                  var taken = traders.findByExternalId(db, tenant, wanted.getExternalId());
                  if (taken.isPresent()) {
                    throw Refusal.of(
                            ErrorReason.ERROR_REASON_RESOURCE_EXISTS,
                            "the marketplace has a trader with this external_id")
                        .with(
                            "resource", ResourceNames.trader(tenant.marketplaceId(), taken.get()));
                  }
                  return insert(db, tenant, caller, METHOD, wanted, key);
                }));
  }

  private Optional<Trader> replay(DSLContext db, Tenant tenant, Optional<RequestKey> key) {
    return key.flatMap(it ->
        revisions
            .findByRequestId(db, tenant, it.id())
            .map(earlier -> {
              RequestKeys.requireSame(it, earlier.digest());
              return traders
                  .lock(db, tenant, earlier.trader())
                  .map(StoredTrader::trader)
                  .orElseThrow();
            }));
  }

  /** Inserts a trader that does not exist yet. */
  Trader insert(
      DSLContext db,
      Tenant tenant,
      Caller caller,
      String method,
      Trader wanted,
      Optional<RequestKey> key) {
    // Its rows of one table go in one round trip.
    var collecting = Inserts.collect(db);
    var trader = compose(collecting, tenant, caller, method, wanted, key).trader();
    Inserts.write(db, List.of(collecting));
    return trader;
  }

  /** Inserts it in a context that collects: nothing is asked of the database. */
  StoredTrader compose(
      DSLContext collecting,
      Tenant tenant,
      Caller caller,
      String method,
      Trader wanted,
      Optional<RequestKey> key) {
    UUID id = ids.next();
    var keys = vault.create(tenant.id(), id);
    var before =
        Trader.newBuilder()
            .setName(ResourceNames.trader(tenant.marketplaceId(), id))
            .setExternalId(wanted.getExternalId())
            .build();
    var complete =
        wanted.getOfferingsCount() == 0
            ? wanted.toBuilder().addAllOfferings(Set.copyOf(tenant.defaultOfferings())).build()
            : wanted;
    var after =
        revise.revise(
            collecting,
            new ReviseTrader.Revision(
                tenant,
                caller,
                method,
                new StoredTrader(id, before, Instant.EPOCH, keys),
                complete.toBuilder().clearContractEndTime().build(),
                ChangeKind.CHANGE_KIND_INITIAL,
                key));
    return new StoredTrader(id, after, Times.instant(after.getUpdateTime()), keys);
  }
}

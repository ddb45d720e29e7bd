package org.sellerregistry.onboarding;

import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Etags;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;

/** Changes a trader. */
public final class UpdateTrader {
  private static final String METHOD = "TraderService.UpdateTrader";

  private final Transactor transactor;
  private final TraderStore traders;
  private final RevisionStore revisions;
  private final ReviseTrader revise;
  private final RequestKeys requestKeys;
  private final RequestValidator validator;

  public UpdateTrader(
      Transactor transactor,
      TraderStore traders,
      RevisionStore revisions,
      ReviseTrader revise,
      RequestKeys requestKeys,
      RequestValidator validator) {
    this.transactor = transactor;
    this.traders = traders;
    this.revisions = revisions;
    this.revise = revise;
    this.requestKeys = requestKeys;
    this.validator = validator;
  }

  /** Changes it, or returns it as it is if the same call changed it before. */
  public Trader update(Tenant tenant, Caller caller, UUID id, UpdateTraderRequest request) {
    var key =
        requestKeys.of(
            tenant,
            request.getRequestId(),
            request.toBuilder().clearRequestId().clearValidateOnly().build());
    return Races.run(() -> attempt(tenant, caller, id, request, key));
  }

  private Trader attempt(
      Tenant tenant,
      Caller caller,
      UUID id,
      UpdateTraderRequest request,
      Optional<RequestKey> key) {
    return RolledBack.write(
        transactor,
        request.getValidateOnly(),
        db -> {
          var before =
              traders
                  .lock(db, tenant, id)
                  .orElseThrow(
                      () -> Refusal.notFound(ResourceNames.trader(tenant.marketplaceId(), id)));
          return isReplay(db, tenant, id, key)
              ? before.trader()
              : change(db, tenant, caller, before, request, key);
        });
  }

  private boolean isReplay(DSLContext db, Tenant tenant, UUID id, Optional<RequestKey> key) {
    var earlier = key.flatMap(it -> revisions.findByRequestId(db, tenant, it.id()));
    earlier.ifPresent(it -> RequestKeys.requireSame(key.orElseThrow(), it.digest()));
    return earlier.isPresent() && earlier.get().trader().equals(id);
  }

  private Trader change(
      DSLContext db,
      Tenant tenant,
      Caller caller,
      StoredTrader before,
      UpdateTraderRequest request,
      Optional<RequestKey> key) {
    Etags.require(request.getTrader().getEtag(), before.revision());
    requireContract(before.trader());
    var wanted = TraderMask.apply(request.getUpdateMask(), request.getTrader(), before.trader());
    validator.validate("trader", wanted);
    var kind =
        request.getChangeKind() == ChangeKind.CHANGE_KIND_CORRECTED
            ? ChangeKind.CHANGE_KIND_CORRECTED
            : ChangeKind.CHANGE_KIND_REPLACED;
    return revise.revise(
        db, new ReviseTrader.Revision(tenant, caller, METHOD, before, wanted, kind, key));
  }

  /**
   * Makes sure that the contract lasts.
   *
   * @throws Refusal CONTRACT_ENDED if it does not
   */
  static void requireContract(Trader trader) {
    if (trader.hasContractEndTime()) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_CONTRACT_ENDED, "the contract with the trader has ended");
    }
  }
}

package org.sellerregistry.onboarding;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.retention.RetentionDues;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Etags;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.Trader;

/** Records the end of the contract with a trader. */
public final class EndContract {
  private static final String METHOD = "TraderService.EndContract";

  private final Transactor transactor;
  private final TraderStore traders;
  private final StorefrontStore storefronts;
  private final ReviseTrader revise;
  private final RetentionDues retention;
  private final InstantSource clock;

  public EndContract(
      Transactor transactor,
      TraderStore traders,
      StorefrontStore storefronts,
      ReviseTrader revise,
      RetentionDues retention,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.storefronts = storefronts;
    this.revise = revise;
    this.retention = retention;
    this.clock = clock;
  }

  /** Ends it; a contract that has ended stays as it is. */
  public Trader end(Tenant tenant, Caller caller, UUID id, EndContractRequest request) {
    return transactor.write(db -> {
      var before =
          traders
              .lock(db, tenant, id)
              .orElseThrow(
                  () -> Refusal.notFound(ResourceNames.trader(tenant.marketplaceId(), id)));
      Etags.require(request.getEtag(), before.revision());
      if (before.trader().hasContractEndTime()) {
        return before.trader();
      }
      var end =
          request.hasEndTime()
              ? Times.past("end_time", request.getEndTime(), clock)
              : Times.micros(clock.instant());
      return revise.revise(
          db,
          new ReviseTrader.Revision(
              tenant,
              caller,
              METHOD,
              before,
              before.trader().toBuilder().setContractEndTime(Times.timestamp(end)).build(),
              ChangeKind.CHANGE_KIND_REPLACED,
              Optional.empty()),
          time -> {
            retention.set(db, tenant.id(), id, end);
            storefronts.closeAll(db, tenant, id, time);
          });
    });
  }
}

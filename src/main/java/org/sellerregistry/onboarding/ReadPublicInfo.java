package org.sellerregistry.onboarding;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceName;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.verification.DueStandings;

/** Reads what buyers are shown. */
public final class ReadPublicInfo {
  /** The present, whatever this server's clock says of the last change's time. */
  private static final Instant NOW = Times.FOREVER.minusSeconds(1);

  private final Transactor transactor;
  private final TraderStore traders;
  private final StorefrontStore storefronts;
  private final PublicInfoStore publicInfo;
  private final DueStandings dueStandings;
  private final InstantSource clock;

  public ReadPublicInfo(
      Transactor transactor,
      TraderStore traders,
      StorefrontStore storefronts,
      PublicInfoStore publicInfo,
      DueStandings dueStandings,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.storefronts = storefronts;
    this.publicInfo = publicInfo;
    this.dueStandings = dueStandings;
    this.clock = clock;
  }

  /**
   * Reads it.
   *
   * @param name a trader's or a storefront's resource name
   * @param asOf the moment to speak of; empty for now
   */
  public PublicTraderInfo read(
      Tenant tenant, String name, String offering, Optional<Timestamp> asOf) {
    var moment = asOf.map(it -> Times.past("as_of", it, clock)).orElse(NOW);
    var info =
        trader(tenant, name, moment)
            .map(trader -> ofTrader(tenant, trader, offering, moment))
            .orElseGet(
                () -> without(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER, "", offering));
    return info.toBuilder()
        .setAsOf(asOf.orElseGet(() -> Times.timestamp(Times.micros(clock.instant()))))
        .build();
  }

  private Optional<UUID> trader(Tenant tenant, String name, Instant moment) {
    return switch (ResourceNames.parse(name).orElseThrow(() -> Refusal.notFound(name))) {
      case ResourceName.TraderName it -> Optional.of(it.trader());
      case ResourceName.StorefrontName it ->
          transactor.read(db -> storefronts.ownerAt(db, tenant, it.storefront(), moment));
      case ResourceName.MarketplaceName it -> throw Refusal.notFound(name);
      case ResourceName.CheckName it -> throw Refusal.notFound(name);
      case ResourceName.EvidenceName it -> throw Refusal.notFound(name);
      case ResourceName.GrantName it -> throw Refusal.notFound(name);
    };
  }

  private PublicTraderInfo ofTrader(Tenant tenant, UUID id, String offering, Instant moment) {
    var trader = transactor.read(db -> traders.loadBasics(db, tenant, Set.of(id))).get(id);
    if (trader == null || Times.instant(trader.getCreateTime()).isAfter(moment)) {
      return without(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER, "", offering);
    }
    boolean present = moment.equals(NOW);
    if (present) {
      var _ = dueStandings.fresh(tenant, id, trader);
    }
    var info =
        transactor
            .read(db -> publicInfo.at(db, tenant, id, offering, moment))
            .orElseGet(() ->
                without(
                    PublicAvailability.PUBLIC_AVAILABILITY_NOT_OFFERED,
                    trader.getName(),
                    offering));
    // What later revisions left as it was rests on them too.
    return present && info.getRevision() < trader.getRevision()
        ? info.toBuilder().setRevision(trader.getRevision()).build()
        : info;
  }

  private static PublicTraderInfo without(
      PublicAvailability availability, String trader, String offering) {
    return PublicTraderInfo.newBuilder()
        .setAvailability(availability)
        .setTrader(trader)
        .setOffering(offering)
        .build();
  }
}

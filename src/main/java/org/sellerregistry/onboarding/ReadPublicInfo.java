package org.sellerregistry.onboarding;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceName;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Standing;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.verification.DueStandings;

/** Reads what buyers are shown. */
public final class ReadPublicInfo {
  private final Transactor transactor;
  private final TraderStore traders;
  private final StorefrontStore storefronts;
  private final PublicInfoStore publicInfo;
  private final CurrentReads current;
  private final PublicInfoCache cache;
  private final DueStandings dueStandings;
  private final InstantSource clock;

  public ReadPublicInfo(
      Transactor transactor,
      TraderStore traders,
      StorefrontStore storefronts,
      PublicInfoStore publicInfo,
      CurrentReads current,
      PublicInfoCache cache,
      DueStandings dueStandings,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.storefronts = storefronts;
    this.publicInfo = publicInfo;
    this.current = current;
    this.cache = cache;
    this.dueStandings = dueStandings;
    this.clock = clock;
  }

  static boolean isStorefront(String name) {
    return name.contains("/storefronts/");
  }

  /**
   * Reads it.
   *
   * @param name a trader's or a storefront's resource name
   * @param asOf the moment to speak of; empty for now
   */
  public PublicTraderInfo read(
      Tenant tenant, String name, String offering, Optional<Timestamp> asOf) {
    return asOf.map(it -> then(tenant, name, offering, it))
        .orElseGet(() -> now(tenant, name, offering, 0).message());
  }

  /** Answers a call. */
  Answer answer(Tenant tenant, GetPublicTraderInfoRequest request) {
    return request.hasAsOf()
        ? Answer.of(then(tenant, request.getName(), request.getOffering(), request.getAsOf()))
        : now(tenant, request.getName(), request.getOffering(), request.getAtLeastRevision());
  }

  /**
   * Reads what is shown now, at most a second ago.
   *
   * @param atLeastRevision the trader's revision that the caller knows of; 0 for none
   */
  Answer now(Tenant tenant, String name, String offering, long atLeastRevision) {
    return cache
        .find(name, offering, atLeastRevision)
        .orElseGet(() -> anew(tenant, name, offering));
  }

  private Answer anew(Tenant tenant, String name, String offering) {
    var reading = cache.begin();
    var resource =
        ResourceNames.parse(name)
            .filter(it ->
                it instanceof ResourceName.TraderName || it instanceof ResourceName.StorefrontName)
            .orElseThrow(() -> Refusal.notFound(name));
    var found = current.offered(tenant, resource, offering);
    if (found.isPresent() && isComputed(tenant, found.get())) {
      found = current.offered(tenant, resource, offering);
    }
    if (found.isEmpty()) {
      var none = without(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER, "", offering);
      return Answer.of(none.toBuilder().setAsOf(Times.timestamp(reading.time())).build());
    }
    var trader = found.get().trader();
    var info =
        found
            .get()
            .info()
            .orElseGet(() ->
                without(
                    PublicAvailability.PUBLIC_AVAILABILITY_NOT_OFFERED,
                    trader.getName(),
                    offering));
    // What later revisions left as it was rests on them too.
    var complete =
        info.getRevision() < trader.getRevision()
            ? info.toBuilder().setRevision(trader.getRevision()).build()
            : info;
    var shown = Shown.of(complete, nextDue(trader), reading.time());
    cache.keep(reading, name, trader.getName(), offering, shown);
    return Answer.of(shown, reading.time());
  }

  /** Whether a standing was overdue, so that what is shown may be another now. */
  private boolean isComputed(Tenant tenant, CurrentReads.Offered offered) {
    return dueStandings.computeOverdue(tenant, offered.id(), offered.trader()).isPresent();
  }

  private static @Nullable Instant nextDue(Trader trader) {
    return trader.getStandingsList().stream()
        .filter(Standing::hasNextDueTime)
        .map(standing -> Times.instant(standing.getNextDueTime()))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private PublicTraderInfo then(Tenant tenant, String name, String offering, Timestamp asOf) {
    var moment = Times.past("as_of", asOf, clock);
    return trader(
            name,
            storefront ->
                transactor.read(db -> storefronts.ownerAt(db, tenant, storefront, moment)))
        .map(trader -> ofTrader(tenant, trader, offering, moment))
        .orElseGet(() -> without(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER, "", offering))
        .toBuilder()
        .setAsOf(asOf)
        .build();
  }

  private static Optional<UUID> trader(String name, Function<String, Optional<UUID>> owner) {
    return switch (ResourceNames.parse(name).orElseThrow(() -> Refusal.notFound(name))) {
      case ResourceName.TraderName it -> Optional.of(it.trader());
      case ResourceName.StorefrontName it -> owner.apply(it.storefront());
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
    return transactor
        .read(db -> publicInfo.at(db, tenant, id, offering, moment))
        .orElseGet(() ->
            without(
                PublicAvailability.PUBLIC_AVAILABILITY_NOT_OFFERED, trader.getName(), offering));
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

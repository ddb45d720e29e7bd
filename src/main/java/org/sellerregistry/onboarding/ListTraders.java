package org.sellerregistry.onboarding;

import static org.sellerregistry.storage.generated.Tables.STANDING;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.v1.TraderType;

/**
 * Lists the keys of a marketplace's traders in the order of their creation, which is that of their
 * ids. A list by standing walks the standings' index, every other one the traders' primary key.
 */
final class ListTraders {
  List<UUID> list(
      DSLContext db, Tenant tenant, TraderFilter filter, Optional<UUID> behind, int limit) {
    return filter.getStateValue() != StandingState.STANDING_STATE_UNSPECIFIED_VALUE
        ? byStanding(db, tenant, filter, behind, limit)
        : db.select(TRADER.ID)
            .from(TRADER)
            .where(TRADER.MARKETPLACE.eq(tenant.id()))
            .and(behind.map(TRADER.ID::gt).orElse(DSL.noCondition()))
            .and(DSL.and(conditions(filter)))
            .and(
                filter.getOffering().isEmpty()
                    ? DSL.noCondition()
                    : DSL.exists(
                        DSL.selectOne()
                            .from(STANDING)
                            .where(STANDING.MARKETPLACE.eq(TRADER.MARKETPLACE))
                            .and(STANDING.TRADER.eq(TRADER.ID))
                            .and(STANDING.OFFERING.eq(filter.getOffering()))))
            .orderBy(TRADER.ID)
            .limit(limit)
            .fetch(TRADER.ID);
  }

  private static List<UUID> byStanding(
      DSLContext db, Tenant tenant, TraderFilter filter, Optional<UUID> behind, int limit) {
    return db.select(TRADER.ID)
        .from(STANDING)
        .join(TRADER)
        .on(TRADER.MARKETPLACE.eq(STANDING.MARKETPLACE))
        .and(TRADER.ID.eq(STANDING.TRADER))
        .where(STANDING.MARKETPLACE.eq(tenant.id()))
        .and(STANDING.OFFERING.eq(filter.getOffering()))
        .and(STANDING.STATE.eq(filter.getStateValue()))
        .and(behind.map(STANDING.TRADER::gt).orElse(DSL.noCondition()))
        .and(DSL.and(conditions(filter)))
        .orderBy(STANDING.TRADER)
        .limit(limit)
        .fetch(TRADER.ID);
  }

  private static List<Condition> conditions(TraderFilter filter) {
    var conditions = new ArrayList<Condition>();
    if (filter.getTypeValue() != TraderType.TRADER_TYPE_UNSPECIFIED_VALUE) {
      conditions.add(TRADER.TYPE.eq(filter.getTypeValue()));
    }
    if (!filter.getRegionCode().isEmpty()) {
      conditions.add(TRADER.REGION_CODE.eq(filter.getRegionCode()));
    }
    if (filter.hasUpdatedSince()) {
      conditions.add(TRADER.UPDATE_TIME.ge(Times.instant(filter.getUpdatedSince())));
    }
    return conditions;
  }
}

package org.sellerregistry.trader;

import static org.sellerregistry.storage.generated.Tables.STANDING;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Cursors;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.KeyList;
import org.sellerregistry.storage.generated.tables.records.TraderRecord;
import org.sellerregistry.v1.Standing;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;

/**
 * What there is to know of a trader without opening anything.
 *
 * @param trader the trader without sections
 * @param updateTime when it was changed last, to the microsecond
 */
record TraderBasics(Trader trader, Instant updateTime) {
  private static final String READ =
      """
      SELECT t.id, t.external_id, t.type, t.region_code, t.revision, t.create_time, t.update_time,
        t.contract_end_time, s.offering, s.state, s.pack, s.pack_version, s.since_time,
        s.next_due_time
      FROM %s
      STRAIGHT_JOIN trader t ON t.marketplace = ? AND t.id = UNHEX(wanted.hex)
      LEFT JOIN standing s ON s.marketplace = t.marketplace AND s.trader = t.id\
      """
          .formatted(KeyList.TABLE);

  /**
   * Reads traders as they are with their standings, in one statement, in the order of {@code ids};
   * those that do not exist are left out.
   */
  static Map<UUID, TraderBasics> read(DSLContext db, Tenant tenant, Collection<UUID> ids) {
    var query = db.resultQuery(READ, KeyList.of(ids), DSL.val(tenant.id(), TRADER.MARKETPLACE));
    var traders = new HashMap<UUID, Trader.Builder>();
    var updates = new HashMap<UUID, Instant>();
    Cursors.forEach(
        query,
        row -> {
          var id = Ids.fromBytes(row.getBytes(1));
          var trader = traders.get(id);
          if (trader == null) {
            var updateTime = Cursors.instant(row, 7);
            trader = trader(tenant, id, row).setUpdateTime(Times.timestamp(updateTime));
            traders.put(id, trader);
            updates.put(id, updateTime);
          }
          if (row.getString(9) != null) {
            var _ = trader.addStandings(standing(row));
          }
        });
    var found = new LinkedHashMap<UUID, TraderBasics>();
    for (var id : ids) {
      var trader = traders.get(id);
      var updateTime = updates.get(id);
      if (trader != null && updateTime != null) {
        found.put(id, new TraderBasics(inOrder(trader).build(), updateTime));
      }
    }
    return found;
  }

  /** By offering; the database would sort the rows of all traders for it. */
  private static Trader.Builder inOrder(Trader.Builder trader) {
    var standings = new ArrayList<>(trader.getStandingsList());
    standings.sort(Comparator.comparing(Standing::getOffering));
    var _ = trader.clearStandings().addAllStandings(standings);
    standings.forEach(standing -> trader.addOfferings(standing.getOffering()));
    return trader;
  }

  /** The trader of a row, with its standings. */
  static Map<UUID, TraderBasics> of(DSLContext db, Tenant tenant, TraderRecord row) {
    var trader = of(tenant, row);
    db.selectFrom(STANDING)
        .where(STANDING.MARKETPLACE.eq(tenant.id()))
        .and(STANDING.TRADER.eq(row.getId()))
        .orderBy(STANDING.OFFERING)
        .forEach(standing ->
            trader.addOfferings(standing.getOffering()).addStandings(Standings.of(standing)));
    return Map.of(row.getId(), new TraderBasics(trader.build(), row.getUpdateTime()));
  }

  /** The trader of a row, without standings. */
  static Trader.Builder of(Tenant tenant, TraderRecord row) {
    var trader =
        Trader.newBuilder()
            .setName(ResourceNames.trader(tenant.marketplaceId(), row.getId()))
            .setExternalId(row.getExternalId())
            .setType(TraderType.forNumber(row.getType()))
            .setRegionCode(row.getRegionCode())
            .setRevision(row.getRevision())
            .setEtag(Etags.of(row.getRevision()))
            .setCreateTime(Times.timestamp(row.getCreateTime()))
            .setUpdateTime(Times.timestamp(row.getUpdateTime()));
    if (row.getContractEndTime() != null) {
      trader.setContractEndTime(Times.timestamp(row.getContractEndTime()));
    }
    return trader;
  }

  private static Trader.Builder trader(Tenant tenant, UUID id, ResultSet row) throws SQLException {
    var trader =
        Trader.newBuilder()
            .setName(ResourceNames.trader(tenant.marketplaceId(), id))
            .setExternalId(row.getString(2))
            .setType(TraderType.forNumber(row.getInt(3)))
            .setRegionCode(row.getString(4))
            .setRevision(row.getLong(5))
            .setEtag(Etags.of(row.getLong(5)))
            .setCreateTime(Times.timestamp(Cursors.instant(row, 6)));
    var contractEnd = Cursors.instantOrNull(row, 8);
    return contractEnd == null ? trader : trader.setContractEndTime(Times.timestamp(contractEnd));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    var standing =
        Standing.newBuilder()
            .setOffering(row.getString(9))
            .setState(StandingState.forNumber(row.getInt(10)))
            .setPack(row.getString(11))
            .setPackVersion(row.getInt(12))
            .setSinceTime(Times.timestamp(Cursors.instant(row, 13)));
    var due = Cursors.instantOrNull(row, 14);
    return (due == null ? standing : standing.setNextDueTime(Times.timestamp(due))).build();
  }
}

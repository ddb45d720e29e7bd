package org.sellerregistry.trader;

import static java.util.Objects.requireNonNull;
import static org.sellerregistry.storage.generated.Tables.PUBLIC_INFO;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.KeyList;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.storage.generated.tables.records.PublicInfoRecord;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.ShownInformation;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;
import org.sellerregistry.vault.Vault;

/** What buyers were shown about traders, one interval after the other. */
public final class PublicInfoStore {
  private static final int FORMAT = 1;

  /** A moment in the interval that lasts. */
  private static final Instant NOW = Times.FOREVER.minusSeconds(1);

  private static final String READ =
      """
      SELECT p.*
      FROM %s
      STRAIGHT_JOIN public_info p ON p.marketplace = ? AND p.trader = UNHEX(wanted.hex)
        AND p.offering = ?
      WHERE p.valid_to = ?\
      """
          .formatted(KeyList.TABLE);

  private final Vault vault;

  public PublicInfoStore(Vault vault) {
    this.vault = vault;
  }

  /**
   * What buyers are shown now, as it was stored last; empty if the trader was never in the
   * offering.
   */
  public Optional<PublicTraderInfo> current(
      DSLContext db, Tenant tenant, TraderKeys keys, String offering) {
    return row(db, tenant, keys.trader(), offering, NOW).map(row -> open(tenant, row, keys));
  }

  /** What buyers were shown at a moment; empty if the trader was not in the offering. */
  public Optional<PublicTraderInfo> at(
      DSLContext db, Tenant tenant, UUID trader, String offering, Instant moment) {
    return row(db, tenant, trader, offering, moment)
        .map(row -> open(tenant, row, vault.load(db, tenant.id(), trader)));
  }

  /** What buyers were shown, by offering and time, behind an interval. */
  public List<ShownInformation> history(
      DSLContext db,
      Tenant tenant,
      TraderKeys keys,
      String behindOffering,
      Instant behindBegin,
      int limit) {
    return db.selectFrom(PUBLIC_INFO)
        .where(PUBLIC_INFO.MARKETPLACE.eq(tenant.id()))
        .and(PUBLIC_INFO.TRADER.eq(keys.trader()))
        .and(
            PUBLIC_INFO
                .OFFERING
                .gt(behindOffering)
                .or(
                    PUBLIC_INFO
                        .OFFERING
                        .eq(behindOffering)
                        .and(PUBLIC_INFO.VALID_FROM.gt(behindBegin))))
        .orderBy(PUBLIC_INFO.OFFERING, PUBLIC_INFO.VALID_FROM)
        .limit(limit)
        .fetch(row -> {
          var shown =
              ShownInformation.newBuilder()
                  .setInfo(open(tenant, row, keys))
                  .setBeginTime(Times.timestamp(row.getValidFrom()));
          if (row.getValidTo().isBefore(Times.FOREVER)) {
            shown.setEndTime(Times.timestamp(row.getValidTo()));
          }
          return shown.build();
        });
  }

  /**
   * What buyers are shown now, as it is stored; opened by {@link #openUnread}.
   *
   * @param row the interval that lasts
   * @param keys the trader's keys
   */
  public record Sealed(PublicInfoRecord row, TraderKeys keys) {}

  /** What buyers are shown now about those of the traders that are in the offering. */
  public Map<UUID, Sealed> loadSealed(
      DSLContext db, Tenant tenant, String offering, Set<UUID> traders) {
    var keys = vault.loadAll(db, tenant.id(), traders);
    return db.resultQuery(
            READ,
            KeyList.of(traders),
            DSL.val(tenant.id(), PUBLIC_INFO.MARKETPLACE),
            DSL.val(offering, PUBLIC_INFO.OFFERING),
            DSL.val(Times.FOREVER, PUBLIC_INFO.VALID_TO))
        .coerce(PUBLIC_INFO)
        .fetchMap(
            PUBLIC_INFO.TRADER, row -> new Sealed(row, requireNonNull(keys.get(row.getTrader()))));
  }

  /**
   * Opens it for who sends it on. What is shown is there as bytes, as unknown fields: they go out
   * as they are, and take less memory than what they would be read into. The trader, the offering,
   * the availability and the revision are there to be read.
   */
  public static PublicTraderInfo openUnread(Tenant tenant, Sealed sealed) {
    var content = content(tenant, sealed.row(), sealed.keys());
    var bytes = UnsafeByteOperations.unsafeWrap(content).newCodedInput();
    bytes.enableAliasing(true);
    try {
      var unread = UnknownFieldSet.newBuilder().mergeFrom(bytes).build();
      return describe(
          PublicTraderInfo.newBuilder().setUnknownFields(unread),
          tenant,
          sealed.row(),
          sealed.keys());
    } catch (IOException e) {
      throw new IllegalStateException("sealed public information is none", e);
    }
  }

  /**
   * Closes the present interval, if there is one, and opens the next at {@code now}, or just behind
   * the begin of the last one if the clock has not moved since or stepped back.
   */
  public void replace(
      DSLContext db, Tenant tenant, TraderKeys keys, PublicTraderInfo info, Instant now) {
    if (keys.isShredded(RetentionClass.TRACEABILITY)) {
      // It says ERASED, whatever else changes.
      return;
    }
    var time =
        lastBegin(db, tenant, keys.trader(), info.getOffering())
            .map(begin -> Times.after(begin, now))
            .orElse(now);
    closeRow(db, tenant, keys.trader(), info.getOffering(), time);
    open(db, tenant, keys, info, time);
  }

  /** Opens the first interval, of a trader that was never in the offering. */
  public void open(
      DSLContext db, Tenant tenant, TraderKeys keys, PublicTraderInfo info, Instant time) {
    var content =
        info.toBuilder().clearTrader().clearOffering().clearAvailability().clearRevision().build();
    var ciphertext =
        keys.seal(
            RetentionClass.TRACEABILITY,
            Binding.publicInfo(tenant.id(), keys.trader(), info.getOffering(), time),
            content.toByteArray());
    vault.store(db, keys, time).forEach(key -> Journal.wrote(db, CustodyRecords.of(key)));
    var row =
        new PublicInfoRecord(
            tenant.id(),
            keys.trader(),
            info.getOffering(),
            time,
            Times.FOREVER,
            info.getAvailabilityValue(),
            info.getRevision(),
            FORMAT,
            ciphertext);
    Inserts.insert(db, NewRow.of(row));
    Journal.wrote(db, Records.of(row));
  }

  /** Closes the present interval: the trader has left the offering. */
  public void close(DSLContext db, Tenant tenant, UUID trader, String offering, Instant time) {
    row(db, tenant, trader, offering, NOW)
        .ifPresent(row -> {
          var begin = row.getValidFrom();
          var end = begin.isAfter(time) ? begin : time;
          Journal.wrote(db, Records.end(trader, offering, begin, end));
          closeRow(db, tenant, trader, offering, time);
        });
  }

  private static void closeRow(
      DSLContext db, Tenant tenant, UUID trader, String offering, Instant time) {
    db.update(PUBLIC_INFO)
        .set(
            PUBLIC_INFO.VALID_TO,
            DSL.greatest(PUBLIC_INFO.VALID_FROM, DSL.val(time, PUBLIC_INFO.VALID_TO)))
        .where(PUBLIC_INFO.MARKETPLACE.eq(tenant.id()))
        .and(PUBLIC_INFO.TRADER.eq(trader))
        .and(PUBLIC_INFO.OFFERING.eq(offering))
        .and(PUBLIC_INFO.VALID_TO.eq(Times.FOREVER))
        .execute();
  }

  private static Optional<Instant> lastBegin(
      DSLContext db, Tenant tenant, UUID trader, String offering) {
    return db.select(PUBLIC_INFO.VALID_FROM)
        .from(PUBLIC_INFO)
        .where(PUBLIC_INFO.MARKETPLACE.eq(tenant.id()))
        .and(PUBLIC_INFO.TRADER.eq(trader))
        .and(PUBLIC_INFO.OFFERING.eq(offering))
        .orderBy(PUBLIC_INFO.VALID_FROM.desc())
        .limit(1)
        .fetchOptional(PUBLIC_INFO.VALID_FROM);
  }

  private static Optional<PublicInfoRecord> row(
      DSLContext db, Tenant tenant, UUID trader, String offering, Instant moment) {
    return db.selectFrom(PUBLIC_INFO)
        .where(PUBLIC_INFO.MARKETPLACE.eq(tenant.id()))
        .and(PUBLIC_INFO.TRADER.eq(trader))
        .and(PUBLIC_INFO.OFFERING.eq(offering))
        .and(PUBLIC_INFO.VALID_FROM.le(moment))
        .orderBy(PUBLIC_INFO.VALID_FROM.desc())
        .limit(1)
        .fetchOptional()
        .filter(row -> row.getValidTo().isAfter(moment));
  }

  private static PublicTraderInfo open(Tenant tenant, PublicInfoRecord row, TraderKeys keys) {
    try {
      return describe(
          PublicTraderInfo.newBuilder().mergeFrom(content(tenant, row, keys)), tenant, row, keys);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("sealed public information is none", e);
    }
  }

  private static byte[] content(Tenant tenant, PublicInfoRecord row, TraderKeys keys) {
    if (keys.isShredded(RetentionClass.TRACEABILITY)) {
      return new byte[0];
    }
    return keys.open(
        RetentionClass.TRACEABILITY,
        Binding.publicInfo(tenant.id(), row.getTrader(), row.getOffering(), row.getValidFrom()),
        row.getCiphertext());
  }

  private static PublicTraderInfo describe(
      PublicTraderInfo.Builder info, Tenant tenant, PublicInfoRecord row, TraderKeys keys) {
    return info.setAvailability(
            keys.isShredded(RetentionClass.TRACEABILITY)
                ? PublicAvailability.PUBLIC_AVAILABILITY_ERASED
                : PublicAvailability.forNumber(row.getAvailability()))
        .setTrader(ResourceNames.trader(tenant.marketplaceId(), row.getTrader()))
        .setOffering(row.getOffering())
        .setRevision(row.getRevision())
        .build();
  }
}

package org.sellerregistry.retention;

import static org.sellerregistry.storage.generated.Tables.TRADER_ERASURE;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.storage.generated.tables.records.TraderErasureRecord;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Erasure;
import org.sellerregistry.v1.ErasureState;
import org.sellerregistry.vault.RetentionClass;

/** The rows of {@code trader_erasure}. */
final class ErasureStore {

  void insert(DSLContext db, UUID marketplace, UUID trader, Erasure erasure, Instant now) {
    db.insertInto(TRADER_ERASURE)
        .set(TRADER_ERASURE.MARKETPLACE, marketplace)
        .set(TRADER_ERASURE.TRADER, trader)
        .set(TRADER_ERASURE.ID, UUID.fromString(erasure.getId()))
        .set(
            TRADER_ERASURE.RETENTION_CLASSES,
            erasure.getRetentionClassesValueList().stream().mapToInt(code -> 1 << code).sum())
        .set(TRADER_ERASURE.STATE, erasure.getStateValue())
        .set(TRADER_ERASURE.REASON, erasure.getReason())
        .set(TRADER_ERASURE.PRINCIPAL, erasure.getPrincipal())
        .set(TRADER_ERASURE.PERSON, erasure.getPerson())
        .set(TRADER_ERASURE.CREATE_TIME, now)
        .set(TRADER_ERASURE.CONFIRM_PRINCIPAL, "")
        .set(TRADER_ERASURE.CONFIRM_PERSON, "")
        .execute();
    wrote(db, marketplace, trader);
  }

  /** All of the trader's, of which there are few. */
  private static void wrote(DSLContext db, UUID marketplace, UUID trader) {
    db.selectFrom(TRADER_ERASURE)
        .where(of(marketplace, trader))
        .forEach(row -> Journal.wrote(db, CustodyRecords.of(row)));
  }

  /** Replaces what is still to be confirmed. */
  void replacePending(DSLContext db, UUID marketplace, UUID trader, Instant now) {
    db.update(TRADER_ERASURE)
        .set(TRADER_ERASURE.STATE, ErasureState.ERASURE_STATE_REPLACED_VALUE)
        .set(TRADER_ERASURE.END_TIME, now)
        .where(of(marketplace, trader))
        .and(TRADER_ERASURE.STATE.eq(ErasureState.ERASURE_STATE_PENDING_VALUE))
        .execute();
  }

  void confirm(DSLContext db, UUID marketplace, UUID trader, UUID id, Caller caller, Instant now) {
    db.update(TRADER_ERASURE)
        .set(TRADER_ERASURE.STATE, ErasureState.ERASURE_STATE_DONE_VALUE)
        .set(TRADER_ERASURE.CONFIRM_PRINCIPAL, caller.principal())
        .set(TRADER_ERASURE.CONFIRM_PERSON, caller.person())
        .set(TRADER_ERASURE.END_TIME, now)
        .where(of(marketplace, trader))
        .and(TRADER_ERASURE.ID.eq(id))
        .execute();
    wrote(db, marketplace, trader);
  }

  Optional<Erasure> find(DSLContext db, UUID marketplace, UUID trader, UUID id) {
    return db.selectFrom(TRADER_ERASURE)
        .where(of(marketplace, trader))
        .and(TRADER_ERASURE.ID.eq(id))
        .fetchOptional(ErasureStore::erasure);
  }

  List<Erasure> list(DSLContext db, UUID marketplace, UUID trader) {
    return db.selectFrom(TRADER_ERASURE)
        .where(of(marketplace, trader))
        .orderBy(TRADER_ERASURE.ID)
        .fetch(ErasureStore::erasure);
  }

  private static Condition of(UUID marketplace, UUID trader) {
    return TRADER_ERASURE.MARKETPLACE.eq(marketplace).and(TRADER_ERASURE.TRADER.eq(trader));
  }

  /** The classes that an erasure names. */
  static Set<RetentionClass> classes(Erasure erasure) {
    var classes = EnumSet.noneOf(RetentionClass.class);
    erasure.getRetentionClassesValueList().forEach(code -> classes.add(RetentionClass.of(code)));
    return classes;
  }

  private static Erasure erasure(TraderErasureRecord row) {
    var erasure =
        Erasure.newBuilder()
            .setId(row.getId().toString())
            .setStateValue(row.getState())
            .setReason(row.getReason())
            .setPrincipal(row.getPrincipal())
            .setPerson(row.getPerson())
            .setCreateTime(Times.timestamp(row.getCreateTime()))
            .setConfirmPerson(row.getConfirmPerson());
    Arrays.stream(RetentionClass.values())
        .filter(each -> (row.getRetentionClasses() & 1 << each.code()) != 0)
        .forEach(each -> erasure.addRetentionClassesValue(each.code()));
    if (row.getEndTime() != null) {
      erasure.setEndTime(Times.timestamp(row.getEndTime()));
    }
    return erasure.build();
  }
}

package org.sellerregistry.retention;

import static org.sellerregistry.storage.generated.Tables.RETENTION_DUE;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.storage.generated.tables.records.RetentionDueRecord;
import org.sellerregistry.v1.WrittenRecord;
import org.sellerregistry.vault.RetentionClass;

/** When which data is to be looked at next. */
public final class RetentionDues {
  private final Retention retention;

  public RetentionDues(Retention retention) {
    this.retention = retention;
  }

  /** A class of a trader whose time has come. */
  record Due(UUID marketplace, UUID trader, int retentionClass) {}

  /** Sets the times of all classes of a trader whose contract has ended. */
  public void set(DSLContext db, UUID marketplace, UUID trader, Instant contractEnd) {
    for (var each : RetentionClass.values()) {
      var time = retention.end(each, contractEnd).orElseThrow();
      db.insertInto(RETENTION_DUE)
          .set(RETENTION_DUE.MARKETPLACE, marketplace)
          .set(RETENTION_DUE.TRADER, trader)
          .set(RETENTION_DUE.RETENTION_CLASS, each.code())
          .set(RETENTION_DUE.DUE_TIME, time)
          .onDuplicateKeyUpdate()
          .set(RETENTION_DUE.DUE_TIME, time)
          .execute();
      Journal.wrote(db, record(new Due(marketplace, trader, each.code()), time));
    }
  }

  /** What is due, the longest first. */
  List<Due> due(DSLContext db, Instant now, int limit) {
    return db.selectFrom(RETENTION_DUE)
        .where(RETENTION_DUE.DUE_TIME.le(now))
        .orderBy(RETENTION_DUE.DUE_TIME)
        .limit(limit)
        .fetch(row -> new Due(row.getMarketplace(), row.getTrader(), row.getRetentionClass()));
  }

  /** Whether it is still due. */
  boolean isDue(DSLContext db, Due due, Instant now) {
    return db.fetchExists(RETENTION_DUE, is(due).and(RETENTION_DUE.DUE_TIME.le(now)));
  }

  void postpone(DSLContext db, Due due, Instant time) {
    db.update(RETENTION_DUE).set(RETENTION_DUE.DUE_TIME, time).where(is(due)).execute();
    Journal.wrote(db, record(due, time));
  }

  void delete(DSLContext db, Due due) {
    db.deleteFrom(RETENTION_DUE).where(is(due)).execute();
    Journal.wrote(db, Records.deleted(record(due, Instant.EPOCH)));
  }

  private static WrittenRecord record(Due due, Instant time) {
    return CustodyRecords.of(
        new RetentionDueRecord(due.marketplace(), due.trader(), due.retentionClass(), time));
  }

  private static Condition is(Due due) {
    return RETENTION_DUE
        .MARKETPLACE
        .eq(due.marketplace())
        .and(RETENTION_DUE.TRADER.eq(due.trader()))
        .and(RETENTION_DUE.RETENTION_CLASS.eq(due.retentionClass()));
  }
}

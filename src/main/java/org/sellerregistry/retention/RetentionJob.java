package org.sellerregistry.retention;

import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jooq.DSLContext;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.Vault;

/**
 * Ends data whose retention has ended, each class of each trader in a transaction of its own. What
 * a preservation keeps is looked at again when that ends, or daily.
 */
public final class RetentionJob {
  private static final int BATCH = 100;
  private static final Duration AGAIN = Duration.ofDays(1);

  private final Transactor transactor;
  private final Retention retention;
  private final RetentionDues dues;
  private final Shredder shredder;
  private final Journal journal;
  private final InstantSource clock;
  private final PreservationStore preservations = new PreservationStore();

  public RetentionJob(
      Transactor transactor,
      Vault vault,
      Retention retention,
      Journal journal,
      InstantSource clock) {
    this.transactor = transactor;
    this.retention = retention;
    this.dues = new RetentionDues(retention);
    this.shredder = new Shredder(vault, dues);
    this.journal = journal;
    this.clock = clock;
  }

  /** Ends all that is due. */
  public void run() {
    int done = runStep();
    while (done == BATCH) {
      done = runStep();
    }
  }

  /**
   * Ends some of what is due, the longest overdue first.
   *
   * @return how much of it was looked at; nothing is due if it is zero
   */
  public int runStep() {
    var now = Times.micros(clock.instant());
    var due = transactor.read(db -> dues.due(db, now, BATCH));
    for (var one : due) {
      transactor.write(db -> end(db, one, now));
    }
    return due.size();
  }

  private boolean end(DSLContext db, RetentionDues.Due due, Instant now) {
    var row =
        db.selectFrom(TRADER)
            .where(TRADER.MARKETPLACE.eq(due.marketplace()))
            .and(TRADER.ID.eq(due.trader()))
            .forUpdate()
            .fetchOne();
    if (row == null || row.getContractEndTime() == null) {
      dues.delete(db, due);
      append(db, due, now, "no end of contract");
      return false;
    }
    if (!dues.isDue(db, due, now)) {
      return false;
    }
    var retentionClass = RetentionClass.of(due.retentionClass());
    var end = retention.end(retentionClass, row.getContractEndTime()).orElseThrow();
    if (end.isAfter(now)) {
      // The policy keeps it longer now.
      dues.postpone(db, due, end);
      append(db, due, now, "retention postponed");
      return false;
    }
    var kept = preservations.inForce(db, due.marketplace(), due.trader(), now);
    if (kept.isPresent()) {
      var again = now.plus(AGAIN);
      var until = kept.get().hasUntilTime() ? Times.instant(kept.get().getUntilTime()) : again;
      dues.postpone(db, due, until.isBefore(again) ? until : again);
      append(db, due, now, "retention postponed");
      return false;
    }
    shredder.shred(db, due.marketplace(), due.trader(), retentionClass, now);
    append(db, due, now, "retention");
    return true;
  }

  private void append(DSLContext db, RetentionDues.Due due, Instant now, String purpose) {
    journal.append(
        db,
        JournalEntry.newBuilder()
            .setTime(Times.timestamp(now))
            .setMethod("AdminService.EraseTrader")
            .setResource(ResourceNames.trader(marketplaceId(db, due), due.trader()))
            .setPrincipal("registry")
            .setPurpose(purpose)
            .build());
  }

  private static String marketplaceId(DSLContext db, RetentionDues.Due due) {
    return db.select(MARKETPLACE.MARKETPLACE_ID)
        .from(MARKETPLACE)
        .where(MARKETPLACE.ID.eq(due.marketplace()))
        .fetchSingle(row -> row.value1());
  }
}

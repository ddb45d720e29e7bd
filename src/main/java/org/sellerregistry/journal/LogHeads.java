package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_LOG;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.sellerregistry.storage.Failures;
import org.sellerregistry.storage.generated.tables.records.JournalLogRecord;

/** The rows of {@code journal_log}. */
final class LogHeads {

  /**
   * A log as it is.
   *
   * @param note the signed checkpoint of this size; empty before the first
   */
  record Head(Log log, Frontier frontier, String note) {}

  /** Both heads, locked for the transaction; empty if another one holds them. */
  Optional<Map<Log, Head>> lock(DSLContext db) {
    try {
      var heads = new EnumMap<Log, Head>(Log.class);
      db.selectFrom(JOURNAL_LOG)
          .where(JOURNAL_LOG.LOG.in(Log.REGISTRY.code(), Log.ACCESS.code()))
          .orderBy(JOURNAL_LOG.LOG)
          .forUpdate()
          .noWait()
          .fetch()
          .forEach(row -> heads.put(Log.of(row.getLog()), head(row)));
      if (heads.size() < Log.values().length) {
        throw new JournalDamagedException("The head of a log is missing");
      }
      return Optional.of(heads);
    } catch (DataAccessException e) {
      if (Failures.isLocked(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Head read(DSLContext db, Log log) {
    return db.selectFrom(JOURNAL_LOG)
        .where(JOURNAL_LOG.LOG.eq(log.code()))
        .fetchOptional(LogHeads::head)
        .orElseThrow(() -> missing(log));
  }

  long size(DSLContext db, Log log) {
    return db.select(JOURNAL_LOG.SIZE)
        .from(JOURNAL_LOG)
        .where(JOURNAL_LOG.LOG.eq(log.code()))
        .fetchOptional(JOURNAL_LOG.SIZE)
        .orElseThrow(() -> missing(log));
  }

  private static JournalDamagedException missing(Log log) {
    return new JournalDamagedException("The head of the log %s is missing".formatted(log.text()));
  }

  void update(DSLContext db, Head head, Instant now) {
    db.update(JOURNAL_LOG)
        .set(JOURNAL_LOG.SIZE, head.frontier().size())
        .set(JOURNAL_LOG.FRONTIER, head.frontier().toBytes())
        .set(JOURNAL_LOG.NOTE, head.note())
        .set(JOURNAL_LOG.UPDATE_TIME, now)
        .where(JOURNAL_LOG.LOG.eq(head.log().code()))
        .execute();
  }

  private static Head head(JournalLogRecord row) {
    return new Head(
        Log.of(row.getLog()), new Frontier(row.getSize(), row.getFrontier()), row.getNote());
  }
}

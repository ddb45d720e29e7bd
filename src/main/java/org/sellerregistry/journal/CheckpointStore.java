package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_CHECKPOINT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** The checkpoints that are kept. */
final class CheckpointStore {
  /**
   * The latest checkpoint is always there; one a minute is kept, for witnesses to cosign and for
   * verification to find.
   */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** A kept checkpoint. */
  record Kept(long size, String note) {}

  /** Keeps a checkpoint if the last one that is kept is old enough. */
  void keep(DSLContext db, Log log, long size, String note, Instant now) {
    var last =
        db.select(JOURNAL_CHECKPOINT.CREATE_TIME)
            .from(JOURNAL_CHECKPOINT)
            .where(JOURNAL_CHECKPOINT.LOG.eq(log.code()))
            .orderBy(JOURNAL_CHECKPOINT.SIZE.desc())
            .limit(1)
            .fetchOptional(JOURNAL_CHECKPOINT.CREATE_TIME);
    if (last.isEmpty() || !now.isBefore(last.get().plus(INTERVAL))) {
      put(db, log, size, note, now);
    }
  }

  /** Keeps a checkpoint, with what others signed of the same one. */
  void putSignatures(DSLContext db, Log log, long size, String note, Instant now) {
    var all = lock(db, log, size).map(SignedNote::parse).orElseGet(() -> SignedNote.parse(note));
    for (var signature : SignedNote.parse(note).signatures()) {
      all = all.with(signature);
    }
    put(db, log, size, all.toString(), now);
  }

  /** Stores a checkpoint, or its form with more signatures. */
  void put(DSLContext db, Log log, long size, String note, Instant now) {
    db.insertInto(JOURNAL_CHECKPOINT)
        .set(JOURNAL_CHECKPOINT.LOG, log.code())
        .set(JOURNAL_CHECKPOINT.SIZE, size)
        .set(JOURNAL_CHECKPOINT.NOTE, note)
        .set(JOURNAL_CHECKPOINT.CREATE_TIME, now)
        .onDuplicateKeyUpdate()
        .set(JOURNAL_CHECKPOINT.NOTE, note)
        .execute();
  }

  /** The kept checkpoint of a size, locked. */
  Optional<String> lock(DSLContext db, Log log, long size) {
    return db.select(JOURNAL_CHECKPOINT.NOTE)
        .from(JOURNAL_CHECKPOINT)
        .where(JOURNAL_CHECKPOINT.LOG.eq(log.code()))
        .and(JOURNAL_CHECKPOINT.SIZE.eq(size))
        .forUpdate()
        .fetchOptional(JOURNAL_CHECKPOINT.NOTE);
  }

  /** The latest one that is kept. */
  Optional<String> latest(DSLContext db, Log log) {
    return db.select(JOURNAL_CHECKPOINT.NOTE)
        .from(JOURNAL_CHECKPOINT)
        .where(JOURNAL_CHECKPOINT.LOG.eq(log.code()))
        .orderBy(JOURNAL_CHECKPOINT.SIZE.desc())
        .limit(1)
        .fetchOptional(JOURNAL_CHECKPOINT.NOTE);
  }

  Optional<String> find(DSLContext db, Log log, long size) {
    return db.select(JOURNAL_CHECKPOINT.NOTE)
        .from(JOURNAL_CHECKPOINT)
        .where(JOURNAL_CHECKPOINT.LOG.eq(log.code()))
        .and(JOURNAL_CHECKPOINT.SIZE.eq(size))
        .fetchOptional(JOURNAL_CHECKPOINT.NOTE);
  }

  /** The kept checkpoints of sizes from {@code from} on, the smallest first. */
  List<Kept> list(DSLContext db, Log log, long from, int limit) {
    return db.select(JOURNAL_CHECKPOINT.SIZE, JOURNAL_CHECKPOINT.NOTE)
        .from(JOURNAL_CHECKPOINT)
        .where(JOURNAL_CHECKPOINT.LOG.eq(log.code()))
        .and(JOURNAL_CHECKPOINT.SIZE.ge(from))
        .orderBy(JOURNAL_CHECKPOINT.SIZE)
        .limit(limit)
        .fetch(row -> new Kept(row.value1(), row.value2()));
  }
}

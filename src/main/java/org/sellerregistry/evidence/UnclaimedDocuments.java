package org.sellerregistry.evidence;

import static org.sellerregistry.storage.generated.Tables.UNCLAIMED_DOCUMENT;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.storage.Cancellation;
import org.sellerregistry.storage.StorageException;
import org.sellerregistry.storage.Transactor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents that no evidence claims.
 *
 * <p>Guarantee: whatever lies in the document store is either claimed by evidence or stands here,
 * so that a torn upload leaves nothing, even when the server is killed: {@link #sweep} removes it
 * once its time is over. A document that evidence claims is never removed: to claim it takes its
 * row away, and only a document whose row could be marked before is removed.
 */
public final class UnclaimedDocuments {
  private static final Logger LOG = LoggerFactory.getLogger(UnclaimedDocuments.class);
  private static final int BATCH = 100;

  private final Transactor transactor;
  private final DocumentStore documents;
  private final InstantSource clock;

  public UnclaimedDocuments(Transactor transactor, DocumentStore documents, InstantSource clock) {
    this.transactor = transactor;
    this.documents = documents;
    this.clock = clock;
  }

  /** Announces a document, before its first byte is stored. */
  void announce(DSLContext db, UUID id, Instant expireTime) {
    db.insertInto(UNCLAIMED_DOCUMENT)
        .set(UNCLAIMED_DOCUMENT.ID, id)
        .set(UNCLAIMED_DOCUMENT.ABANDONED, false)
        .set(UNCLAIMED_DOCUMENT.EXPIRE_TIME, expireTime)
        .execute();
  }

  /** Claims a document for evidence that is stored in the same transaction; false if too late. */
  boolean claim(DSLContext db, UUID id) {
    return db.deleteFrom(UNCLAIMED_DOCUMENT)
            .where(UNCLAIMED_DOCUMENT.ID.eq(id))
            .and(UNCLAIMED_DOCUMENT.ABANDONED.isFalse())
            .execute()
        > 0;
  }

  /** Removes the document if nothing claims it; what fails is left to the sweep. */
  void remove(UUID id) {
    try {
      // The call that gives a document up has ended, often: its cancellation does not count here.
      var marked =
          transactor.write(
              Cancellation.create(),
              db ->
                  db.update(UNCLAIMED_DOCUMENT)
                      .set(UNCLAIMED_DOCUMENT.ABANDONED, true)
                      .set(UNCLAIMED_DOCUMENT.EXPIRE_TIME, clock.instant())
                      .where(UNCLAIMED_DOCUMENT.ID.eq(id))
                      .execute());
      if (marked > 0) {
        documents.delete(id);
        transactor.write(
            Cancellation.create(),
            db -> db.deleteFrom(UNCLAIMED_DOCUMENT).where(UNCLAIMED_DOCUMENT.ID.eq(id)).execute());
      }
    } catch (IOException | StorageException e) {
      LOG.warn("Document {} was not removed yet: {}", id, e.getClass().getSimpleName());
    }
  }

  /**
   * Removes documents whose time is over.
   *
   * @return how many were due; more may be
   */
  public int sweep() {
    var due =
        transactor.read(db ->
            db.select(UNCLAIMED_DOCUMENT.ID)
                .from(UNCLAIMED_DOCUMENT)
                .where(UNCLAIMED_DOCUMENT.EXPIRE_TIME.le(clock.instant()))
                .orderBy(UNCLAIMED_DOCUMENT.EXPIRE_TIME)
                .limit(BATCH)
                .fetch(UNCLAIMED_DOCUMENT.ID));
    due.forEach(this::remove);
    return due.size();
  }
}

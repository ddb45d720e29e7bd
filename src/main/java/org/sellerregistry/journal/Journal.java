package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import java.time.Instant;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.v1.JournalEntry;

/**
 * Appends to the journal of mutations.
 *
 * <p>Guarantee: an entry is there if and only if the transaction that appended it was committed.
 * The order of ids is not the order of commits.
 */
public final class Journal {
  static final int REGISTRY_LOG = 1;
  private static final int FORMAT = 1;

  private final Consumer<String> appended;

  /** A journal of which nobody else hears. */
  public Journal() {
    this(resource -> {});
  }

  /**
   * @param appended hears the name of each resource of which an entry is appended, before the
   *     commit that may follow
   */
  public Journal(Consumer<String> appended) {
    this.appended = appended;
  }

  /** Appends an entry in the transaction of {@code db}. */
  public void append(DSLContext db, JournalEntry entry) {
    appended.accept(entry.getResource());
    Inserts.insert(
        db,
        NewRow.into(JOURNAL_PENDING)
            .set(JOURNAL_PENDING.LOG, REGISTRY_LOG)
            .set(JOURNAL_PENDING.FORMAT_VERSION, FORMAT)
            .set(JOURNAL_PENDING.ENTRY, entry.toByteArray())
            .set(
                JOURNAL_PENDING.CREATE_TIME,
                Instant.ofEpochSecond(entry.getTime().getSeconds(), entry.getTime().getNanos())));
  }
}

package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.WrittenRecord;

/**
 * Appends to the journal of mutations.
 *
 * <p>Guarantee: an entry is there if and only if the transaction that appended it was committed.
 * The order of ids is not the order of commits; {@link Sequencer} makes one.
 *
 * <p>Whoever stores a record says so by {@link #wrote}; the transaction's next entry names it.
 */
public final class Journal {
  static final int FORMAT = 1;

  /** A transaction's context is made for it alone, and so is what hangs on it. */
  private static final String WRITTEN = "journal.written";

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

  /** Appends an entry in the transaction of {@code db}, with the records written since the last. */
  public void append(DSLContext db, JournalEntry entry) {
    appended.accept(entry.getResource());
    var complete = entry.toBuilder().addAllWritten(written(db)).build();
    written(db).clear();
    Inserts.insert(
        db,
        NewRow.into(JOURNAL_PENDING)
            .set(JOURNAL_PENDING.LOG, Log.REGISTRY.code())
            .set(JOURNAL_PENDING.FORMAT_VERSION, FORMAT)
            .set(JOURNAL_PENDING.ENTRY, complete.toByteArray())
            .set(
                JOURNAL_PENDING.CREATE_TIME,
                Instant.ofEpochSecond(entry.getTime().getSeconds(), entry.getTime().getNanos())));
  }

  /** Keeps a record that was stored, changed or deleted for the transaction's next entry. */
  public static void wrote(DSLContext db, WrittenRecord record) {
    written(db).add(record);
  }

  /** Whether a record was written that no entry names yet. */
  public static boolean hasWritten(DSLContext db) {
    return !written(db).isEmpty();
  }

  @SuppressWarnings("unchecked") // Nothing else is kept under the key.
  private static List<WrittenRecord> written(DSLContext db) {
    var written = (List<WrittenRecord>) db.data(WRITTEN);
    if (written == null) {
      written = new ArrayList<>();
      var _ = db.data(WRITTEN, written);
    }
    return written;
  }
}

package org.sellerregistry.access;

import java.time.Instant;
import java.util.function.BiConsumer;
import org.jooq.DSLContext;
import org.sellerregistry.v1.JournalEntry;

/** Puts changes of marketplaces and grants into the journal, each in its own transaction. */
final class AdminJournal {
  private final BiConsumer<DSLContext, JournalEntry> journal;

  AdminJournal(BiConsumer<DSLContext, JournalEntry> journal) {
    this.journal = journal;
  }

  void append(DSLContext db, Instant time, String method, String resource, long revision) {
    var caller = CallScope.current().caller();
    journal.accept(
        db,
        JournalEntry.newBuilder()
            .setTime(AdminMessages.timestamp(time))
            .setMethod("AdminService." + method)
            .setResource(resource)
            .setRevision(revision)
            .setPrincipal(caller.principal())
            .setPerson(caller.person())
            .setPurpose(caller.purpose())
            .build());
  }
}

package org.sellerregistry.access;

import java.time.Instant;
import org.jooq.DSLContext;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.v1.JournalEntry;

/** Puts changes of marketplaces and grants into the journal, each in its own transaction. */
final class AdminJournal {
  private final Journal journal;

  AdminJournal(Journal journal) {
    this.journal = journal;
  }

  void append(DSLContext db, Instant time, String method, String resource, long revision) {
    var caller = CallScope.current().caller();
    journal.append(
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

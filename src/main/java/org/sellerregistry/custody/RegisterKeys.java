package org.sellerregistry.custody;

import static org.sellerregistry.storage.generated.Tables.KEY_VERSION;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.trader.LookupKeys;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.vault.Vault;

/** Notes the key ring's keys in the database when a server starts. */
public final class RegisterKeys {
  private final Vault vault;
  private final Journal journal;

  public RegisterKeys(Vault vault, Journal journal) {
    this.vault = vault;
    this.journal = journal;
  }

  /**
   * Notes those that are not noted yet.
   *
   * @throws org.sellerregistry.vault.KeyRingException if the database was written with another key
   *     ring, or with a later one
   */
  public void register(DSLContext db, Instant time) {
    vault.requireKeyRingOf(db);
    var now = Times.micros(time);
    if (vault.rotation().register(db, LookupKeys.NORMAL_FORMS, now)) {
      db.selectFrom(KEY_VERSION)
          .where(DSL.noCondition())
          .forEach(row -> Journal.wrote(db, CustodyRecords.of(row)));
      journal.append(
          db,
          JournalEntry.newBuilder()
              .setTime(Times.timestamp(now))
              .setMethod(RotateKeys.METHOD)
              .setResource("keys")
              .setPrincipal(RotateKeys.REGISTRY.principal())
              .setPurpose("registered")
              .build());
    }
  }
}

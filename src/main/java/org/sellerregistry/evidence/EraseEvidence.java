package org.sellerregistry.evidence;

import static org.sellerregistry.storage.generated.Tables.EVIDENCE;
import static org.sellerregistry.storage.generated.Tables.UNCLAIMED_DOCUMENT;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.v1.SectionKind;

/**
 * Ends a trader's evidence. Keys, tokens and what is sealed go with the transaction; the documents'
 * encrypted bytes follow within a sweep of {@link UnclaimedDocuments}, for no transaction reaches
 * where they lie. The rows stay with section, media type, size and time.
 */
public final class EraseEvidence {

  /**
   * Ends the evidence of some sections, in a transaction that holds the trader's row and appends to
   * the journal after this. Evidence that has ended stays as it is.
   */
  public void erase(
      DSLContext db, UUID marketplace, UUID trader, Collection<SectionKind> sections, Instant now) {
    var condition =
        EVIDENCE
            .MARKETPLACE
            .eq(marketplace)
            .and(EVIDENCE.TRADER.eq(trader))
            .and(EVIDENCE.SECTION.in(sections.stream().map(SectionKind::getNumber).toList()))
            .and(EVIDENCE.DOCUMENT_KEY.isNotNull());
    var rows = db.selectFrom(EVIDENCE).where(condition).fetch();
    if (rows.isEmpty()) {
      return;
    }
    db.update(EVIDENCE)
        .setNull(EVIDENCE.TOKEN)
        .setNull(EVIDENCE.TOKEN_VERSION)
        .setNull(EVIDENCE.DOCUMENT_KEY)
        .setNull(EVIDENCE.CIPHERTEXT)
        .where(condition)
        .execute();
    var givenUp = new ArrayList<NewRow>(rows.size());
    for (var row : rows) {
      row.setToken(null);
      row.setTokenVersion(null);
      row.setDocumentKey(null);
      row.setCiphertext(null);
      Journal.wrote(db, Records.of(row));
      Journal.wrote(db, Records.deleted(Records.document(trader, row.getId(), ByteString.EMPTY)));
      givenUp.add(
          NewRow.into(UNCLAIMED_DOCUMENT)
              .set(UNCLAIMED_DOCUMENT.ID, row.getId())
              .set(UNCLAIMED_DOCUMENT.ABANDONED, true)
              .set(UNCLAIMED_DOCUMENT.EXPIRE_TIME, now));
    }
    Inserts.insert(db, givenUp);
  }
}

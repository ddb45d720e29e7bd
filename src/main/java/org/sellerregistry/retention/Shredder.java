package org.sellerregistry.retention;

import static org.sellerregistry.storage.generated.Tables.ITEM_CHECK;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;
import static org.sellerregistry.storage.generated.Tables.PUBLIC_INFO;
import static org.sellerregistry.storage.generated.Tables.SOURCE_INQUIRY;
import static org.sellerregistry.storage.generated.Tables.STOREFRONT;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.evidence.EraseEvidence;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.TokenRecord;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.Vault;

/**
 * Ends a class of a trader's data: its key, its look-up tokens, its ciphertexts and its documents.
 * Rows of states and times stay, so that replies can say what there was and that it is erased.
 */
final class Shredder {
  private static final byte[] NOTHING = {};

  private final Vault vault;
  private final RetentionDues dues;
  private final EraseEvidence eraseEvidence = new EraseEvidence();

  Shredder(Vault vault, RetentionDues dues) {
    this.vault = vault;
    this.dues = dues;
  }

  /**
   * Ends it, in a transaction that holds the trader's row and appends to the journal after this.
   */
  void shred(
      DSLContext db, UUID marketplace, UUID trader, RetentionClass retentionClass, Instant now) {
    Journal.wrote(db, CustodyRecords.of(vault.shred(db, marketplace, trader, retentionClass, now)));
    var kinds = kinds(retentionClass);
    var sections = kinds.stream().map(SectionKind::getNumber).toList();
    db.deleteFrom(LOOKUP_TOKEN)
        .where(LOOKUP_TOKEN.MARKETPLACE.eq(marketplace))
        .and(LOOKUP_TOKEN.TRADER.eq(trader))
        .and(LOOKUP_TOKEN.SECTION.in(sections))
        .execute();
    TokenRecord.wrote(db, marketplace, trader);
    db.selectFrom(TRADER_SECTION)
        .where(TRADER_SECTION.MARKETPLACE.eq(marketplace))
        .and(TRADER_SECTION.TRADER.eq(trader))
        .and(TRADER_SECTION.SECTION.in(sections))
        .fetch()
        .forEach(row -> Journal.wrote(db, Records.deleted(Records.of(row))));
    db.deleteFrom(TRADER_SECTION)
        .where(TRADER_SECTION.MARKETPLACE.eq(marketplace))
        .and(TRADER_SECTION.TRADER.eq(trader))
        .and(TRADER_SECTION.SECTION.in(sections))
        .execute();
    db.update(ITEM_CHECK)
        .setNull(ITEM_CHECK.CIPHERTEXT)
        .where(ITEM_CHECK.MARKETPLACE.eq(marketplace))
        .and(ITEM_CHECK.TRADER.eq(trader))
        .and(ITEM_CHECK.SECTION.in(sections))
        .execute();
    db.selectFrom(ITEM_CHECK)
        .where(ITEM_CHECK.MARKETPLACE.eq(marketplace))
        .and(ITEM_CHECK.TRADER.eq(trader))
        .and(ITEM_CHECK.SECTION.in(sections))
        .fetch()
        .forEach(row -> Journal.wrote(db, Records.of(row)));
    eraseEvidence.erase(db, marketplace, trader, kinds, now);
    if (retentionClass != RetentionClass.SIGNALS) {
      // Sources are asked about all other classes, and begin again if one of them is left.
      db.deleteFrom(SOURCE_INQUIRY)
          .where(SOURCE_INQUIRY.MARKETPLACE.eq(marketplace))
          .and(SOURCE_INQUIRY.TRADER.eq(trader))
          .execute();
    }
    if (retentionClass == RetentionClass.TRACEABILITY) {
      db.update(PUBLIC_INFO)
          .setNull(PUBLIC_INFO.CIPHERTEXT)
          .where(PUBLIC_INFO.MARKETPLACE.eq(marketplace))
          .and(PUBLIC_INFO.TRADER.eq(trader))
          .execute();
      db.selectFrom(PUBLIC_INFO)
          .where(PUBLIC_INFO.MARKETPLACE.eq(marketplace))
          .and(PUBLIC_INFO.TRADER.eq(trader))
          .fetch()
          .forEach(row -> Journal.wrote(db, Records.of(row)));
      db.update(STOREFRONT)
          .set(STOREFRONT.CIPHERTEXT, NOTHING)
          .where(STOREFRONT.MARKETPLACE.eq(marketplace))
          .and(STOREFRONT.TRADER.eq(trader))
          .execute();
      db.selectFrom(STOREFRONT)
          .where(STOREFRONT.MARKETPLACE.eq(marketplace))
          .and(STOREFRONT.TRADER.eq(trader))
          .fetch()
          .forEach(row -> Journal.wrote(db, Records.of(row)));
    }
    dues.delete(db, new RetentionDues.Due(marketplace, trader, retentionClass.code()));
  }

  private static List<SectionKind> kinds(RetentionClass retentionClass) {
    return Sections.kinds().stream()
        .filter(kind -> RetentionClass.of(kind) == retentionClass)
        .toList();
  }
}

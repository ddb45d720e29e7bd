package org.sellerregistry.trader;

import static org.sellerregistry.storage.generated.Tables.TRADER;
import static org.sellerregistry.storage.generated.Tables.TRADER_REVISION;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.WrittenRecord;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.Vault;

/**
 * Writes one revision of a trader: its row, the revision's row, the sections that changed with
 * their keys and look-up tokens.
 */
public final class WriteTrader {
  static final int FORMAT = 1;

  private final Vault vault;
  private final TokenStore tokens;

  public WriteTrader(Vault vault, TokenStore tokens) {
    this.vault = vault;
    this.tokens = tokens;
  }

  /**
   * Writes the change; the caller holds the trader's row locked unless it is new.
   *
   * @return the ciphertexts written, for the journal
   */
  public List<WrittenRecord> write(DSLContext db, TraderChange change) {
    if (change.isNew()) {
      insertTrader(db, change);
    } else {
      updateTrader(db, change);
    }
    insertRevision(db, change);
    var written = writeSections(db, change);
    tokens.write(db, change);
    return written;
  }

  private static void insertTrader(DSLContext db, TraderChange change) {
    var after = change.after();
    Inserts.insert(
        db,
        NewRow.into(TRADER)
            .set(TRADER.MARKETPLACE, change.tenant().id())
            .set(TRADER.ID, change.id())
            .set(TRADER.EXTERNAL_ID, after.getExternalId())
            .set(TRADER.TYPE, after.getTypeValue())
            .set(TRADER.REGION_CODE, after.getRegionCode())
            .set(TRADER.REVISION, after.getRevision())
            .set(TRADER.CREATE_TIME, change.time())
            .set(TRADER.UPDATE_TIME, change.time()));
  }

  private static void updateTrader(DSLContext db, TraderChange change) {
    var after = change.after();
    db.update(TRADER)
        .set(TRADER.TYPE, after.getTypeValue())
        .set(TRADER.REGION_CODE, after.getRegionCode())
        .set(TRADER.REVISION, after.getRevision())
        .set(TRADER.UPDATE_TIME, change.time())
        .set(
            TRADER.CONTRACT_END_TIME,
            after.hasContractEndTime() ? Times.instant(after.getContractEndTime()) : null)
        .where(TRADER.MARKETPLACE.eq(change.tenant().id()))
        .and(TRADER.ID.eq(change.id()))
        .execute();
  }

  private static void insertRevision(DSLContext db, TraderChange change) {
    var after = change.after();
    var row =
        NewRow.into(TRADER_REVISION)
            .set(TRADER_REVISION.MARKETPLACE, change.tenant().id())
            .set(TRADER_REVISION.TRADER, change.id())
            .set(TRADER_REVISION.REVISION, after.getRevision())
            .set(TRADER_REVISION.REVISE_TIME, change.time())
            .set(TRADER_REVISION.CHANGE_KIND, change.kind().getNumber())
            .set(TRADER_REVISION.SECTIONS, SectionSet.encode(change.sections().keySet()))
            .set(TRADER_REVISION.TYPE, after.getTypeValue())
            .set(TRADER_REVISION.REGION_CODE, after.getRegionCode())
            .set(TRADER_REVISION.OFFERINGS, Offerings.join(after.getOfferingsList()))
            .set(TRADER_REVISION.PRINCIPAL, change.caller().principal())
            .set(TRADER_REVISION.PERSON, change.caller().person());
    change
        .request()
        .ifPresent(request -> {
          var _ =
              row.set(TRADER_REVISION.REQUEST_ID, request.id())
                  .set(TRADER_REVISION.REQUEST_DIGEST, request.digest().toByteArray());
        });
    Inserts.insert(db, row);
  }

  private List<WrittenRecord> writeSections(DSLContext db, TraderChange change) {
    var written = new ArrayList<WrittenRecord>();
    if (change.sections().isEmpty()) {
      return written;
    }
    var marketplace = change.tenant().id();
    long revision = change.after().getRevision();
    if (!change.isNew()) {
      db.update(TRADER_SECTION)
          .set(TRADER_SECTION.VALID_TO, change.time())
          .where(TRADER_SECTION.MARKETPLACE.eq(marketplace))
          .and(TRADER_SECTION.TRADER.eq(change.id()))
          .and(
              TRADER_SECTION.SECTION.in(
                  change.sections().keySet().stream().map(SectionKind::getNumber).toList()))
          .and(TRADER_SECTION.VALID_TO.eq(Times.FOREVER))
          .execute();
    }
    var rows = new ArrayList<NewRow>();
    for (var entry : change.sections().entrySet()) {
      var kind = entry.getKey();
      var ciphertext =
          change
              .keys()
              .seal(
                  RetentionClass.of(kind),
                  Binding.section(marketplace, change.id(), kind.getNumber(), revision),
                  entry.getValue().toByteArray());
      rows.add(
          NewRow.into(TRADER_SECTION)
              .set(TRADER_SECTION.MARKETPLACE, marketplace)
              .set(TRADER_SECTION.TRADER, change.id())
              .set(TRADER_SECTION.SECTION, kind.getNumber())
              .set(TRADER_SECTION.REVISION, revision)
              .set(TRADER_SECTION.VALID_FROM, change.time())
              .set(TRADER_SECTION.VALID_TO, Times.FOREVER)
              .set(TRADER_SECTION.CHANGE_KIND, changeKind(change, kind).getNumber())
              .set(TRADER_SECTION.FORMAT_VERSION, FORMAT)
              .set(TRADER_SECTION.CIPHERTEXT, ciphertext));
      written.add(
          WrittenRecord.newBuilder()
              .setRecord("section/%d/%d".formatted(kind.getNumber(), revision))
              .setSha256(sha256(ciphertext))
              .build());
    }
    vault.store(db, change.keys(), change.time());
    Inserts.insert(db, rows);
    return written;
  }

  /** A section's first content is INITIAL whatever the caller says of the change as a whole. */
  private static ChangeKind changeKind(TraderChange change, SectionKind kind) {
    Trader before = change.before();
    return Sections.has(before, kind) ? change.kind() : ChangeKind.CHANGE_KIND_INITIAL;
  }

  /** The digest that the journal keeps of a ciphertext. */
  public static ByteString sha256(byte[] ciphertext) {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(ciphertext));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

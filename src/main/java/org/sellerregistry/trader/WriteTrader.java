package org.sellerregistry.trader;

import static org.sellerregistry.storage.generated.Tables.TRADER;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import java.time.Instant;
import java.util.Objects;
import org.jooq.DSLContext;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.storage.generated.tables.records.TraderRecord;
import org.sellerregistry.storage.generated.tables.records.TraderRevisionRecord;
import org.sellerregistry.storage.generated.tables.records.TraderSectionRecord;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
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

  /** Writes the change; the caller holds the trader's row locked unless it is new. */
  public void write(DSLContext db, TraderChange change) {
    if (change.isNew()) {
      insertTrader(db, change);
    } else {
      updateTrader(db, change);
    }
    insertRevision(db, change);
    writeSections(db, change);
    tokens.write(db, change);
  }

  private static void insertTrader(DSLContext db, TraderChange change) {
    var row = trader(change, change.time());
    Inserts.insert(db, NewRow.of(row));
    Journal.wrote(db, Records.of(row));
  }

  private static void updateTrader(DSLContext db, TraderChange change) {
    var row = trader(change, Times.instant(change.after().getCreateTime()));
    db.update(TRADER)
        .set(TRADER.TYPE, row.getType())
        .set(TRADER.REGION_CODE, row.getRegionCode())
        .set(TRADER.REVISION, row.getRevision())
        .set(TRADER.UPDATE_TIME, row.getUpdateTime())
        .set(TRADER.CONTRACT_END_TIME, row.getContractEndTime())
        .where(TRADER.MARKETPLACE.eq(row.getMarketplace()))
        .and(TRADER.ID.eq(row.getId()))
        .execute();
    Journal.wrote(db, Records.of(row));
  }

  private static TraderRecord trader(TraderChange change, Instant createTime) {
    var after = change.after();
    var row = new TraderRecord();
    row.setMarketplace(change.tenant().id());
    row.setId(change.id());
    row.setExternalId(after.getExternalId());
    row.setType(after.getTypeValue());
    row.setRegionCode(after.getRegionCode());
    row.setRevision(after.getRevision());
    row.setCreateTime(createTime);
    row.setUpdateTime(change.time());
    row.setContractEndTime(
        after.hasContractEndTime() ? Times.instant(after.getContractEndTime()) : null);
    return row;
  }

  private static void insertRevision(DSLContext db, TraderChange change) {
    var after = change.after();
    var row = new TraderRevisionRecord();
    row.setMarketplace(change.tenant().id());
    row.setTrader(change.id());
    row.setRevision(after.getRevision());
    row.setReviseTime(change.time());
    row.setChangeKind(change.kind().getNumber());
    row.setSections(SectionSet.encode(change.sections().keySet()));
    row.setType(after.getTypeValue());
    row.setRegionCode(after.getRegionCode());
    row.setOfferings(Offerings.join(after.getOfferingsList()));
    row.setPrincipal(change.caller().principal());
    row.setPerson(change.caller().person());
    change
        .request()
        .ifPresent(request -> {
          row.setRequestId(request.id());
          row.setRequestDigest(request.digest().toByteArray());
        });
    Inserts.insert(db, NewRow.of(row));
    Journal.wrote(db, Records.of(row));
  }

  private void writeSections(DSLContext db, TraderChange change) {
    if (change.sections().isEmpty()) {
      return;
    }
    if (!change.isNew()) {
      db.update(TRADER_SECTION)
          .set(TRADER_SECTION.VALID_TO, change.time())
          .where(TRADER_SECTION.MARKETPLACE.eq(change.tenant().id()))
          .and(TRADER_SECTION.TRADER.eq(change.id()))
          .and(
              TRADER_SECTION.SECTION.in(
                  change.sections().keySet().stream().map(SectionKind::getNumber).toList()))
          .and(TRADER_SECTION.VALID_TO.eq(Times.FOREVER))
          .execute();
    }
    var rows = change.sections().keySet().stream().map(kind -> section(change, kind)).toList();
    vault
        .store(db, change.keys(), change.time())
        .forEach(key -> Journal.wrote(db, CustodyRecords.of(key)));
    Inserts.insert(db, rows.stream().map(NewRow::of).toList());
    rows.forEach(row -> Journal.wrote(db, Records.of(row)));
  }

  private static TraderSectionRecord section(TraderChange change, SectionKind kind) {
    var marketplace = change.tenant().id();
    long revision = change.after().getRevision();
    var content = Objects.requireNonNull(change.sections().get(kind));
    return new TraderSectionRecord(
        marketplace,
        change.id(),
        kind.getNumber(),
        revision,
        change.time(),
        Times.FOREVER,
        changeKind(change, kind).getNumber(),
        FORMAT,
        change
            .keys()
            .seal(
                RetentionClass.of(kind),
                Binding.section(marketplace, change.id(), kind.getNumber(), revision),
                content.toByteArray()));
  }

  /** A section's first content is INITIAL whatever the caller says of the change as a whole. */
  private static ChangeKind changeKind(TraderChange change, SectionKind kind) {
    Trader before = change.before();
    return Sections.has(before, kind) ? change.kind() : ChangeKind.CHANGE_KIND_INITIAL;
  }
}

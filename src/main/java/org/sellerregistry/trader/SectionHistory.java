package org.sellerregistry.trader;

import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.storage.generated.tables.records.TraderSectionRecord;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.DeclaredSection;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;

/** Every content that a trader's sections ever had, as far as it was not erased. */
public final class SectionHistory {

  /** The kind of a section with a content. */
  public static SectionKind kind(DeclaredSection section) {
    return SectionKind.valueOf("SECTION_KIND_" + section.getContentCase().name());
  }

  /**
   * Contents by section and revision.
   *
   * @param kind of this section those behind {@code revision}, and all of the sections behind it
   * @throws org.sellerregistry.vault.RecordDamagedException if one of them is damaged
   */
  public List<DeclaredSection> list(
      DSLContext db, TraderKeys keys, SectionKind kind, long revision, int limit) {
    UUID marketplace = keys.marketplace();
    var readable =
        Sections.kinds().stream()
            .filter(it -> keys.has(RetentionClass.of(it)))
            .map(SectionKind::getNumber)
            .toList();
    return db.selectFrom(TRADER_SECTION)
        .where(TRADER_SECTION.MARKETPLACE.eq(marketplace))
        .and(TRADER_SECTION.TRADER.eq(keys.trader()))
        .and(TRADER_SECTION.SECTION.in(readable))
        .and(
            TRADER_SECTION
                .SECTION
                .gt(kind.getNumber())
                .or(
                    TRADER_SECTION
                        .SECTION
                        .eq(kind.getNumber())
                        .and(TRADER_SECTION.REVISION.gt(revision))))
        .orderBy(TRADER_SECTION.SECTION, TRADER_SECTION.REVISION)
        .limit(limit)
        .fetch(row -> declared(keys, row));
  }

  /**
   * The content that a revision gave to a section; empty if it gave it none, or it was erased.
   *
   * @throws org.sellerregistry.vault.RecordDamagedException if it is damaged
   */
  public Optional<Message> at(DSLContext db, TraderKeys keys, SectionKind kind, long revision) {
    if (!keys.has(RetentionClass.of(kind))) {
      return Optional.empty();
    }
    return db.selectFrom(TRADER_SECTION)
        .where(TRADER_SECTION.MARKETPLACE.eq(keys.marketplace()))
        .and(TRADER_SECTION.TRADER.eq(keys.trader()))
        .and(TRADER_SECTION.SECTION.eq(kind.getNumber()))
        .and(TRADER_SECTION.REVISION.eq(revision))
        .fetchOptional(row -> TraderStore.open(keys, kind, row));
  }

  private static DeclaredSection declared(TraderKeys keys, TraderSectionRecord row) {
    var kind = SectionKind.forNumber(row.getSection());
    var declared =
        DeclaredSection.newBuilder()
            .setRevision(row.getRevision())
            .setChangeKind(ChangeKind.forNumber(row.getChangeKind()))
            .setBeginTime(Times.timestamp(row.getValidFrom()));
    if (row.getValidTo().isBefore(Times.FOREVER)) {
      declared.setEndTime(Times.timestamp(row.getValidTo()));
    }
    var field = DeclaredSection.getDescriptor().findFieldByName(Sections.fieldName(kind));
    return declared.setField(field, TraderStore.open(keys, kind, row)).build();
  }
}

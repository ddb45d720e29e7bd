package org.sellerregistry.retention;

import static org.sellerregistry.storage.generated.Tables.PRESERVATION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Caller;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.storage.generated.tables.records.PreservationRecord;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Preservation;

/** The rows of {@code preservation}. */
final class PreservationStore {

  void insert(
      DSLContext db, UUID marketplace, UUID trader, Preservation preservation, Instant now) {
    db.insertInto(PRESERVATION)
        .set(PRESERVATION.MARKETPLACE, marketplace)
        .set(PRESERVATION.TRADER, trader)
        .set(PRESERVATION.ID, UUID.fromString(preservation.getId()))
        .set(PRESERVATION.AUTHORITY, preservation.getAuthority())
        .set(PRESERVATION.REFERENCE, preservation.getReference())
        .set(PRESERVATION.UNTIL_TIME, until(preservation))
        .set(PRESERVATION.PRINCIPAL, preservation.getPrincipal())
        .set(PRESERVATION.PERSON, preservation.getPerson())
        .set(PRESERVATION.CREATE_TIME, now)
        .set(PRESERVATION.RELEASE_PRINCIPAL, "")
        .set(PRESERVATION.RELEASE_PERSON, "")
        .execute();
    wrote(
        db, of(marketplace, trader).and(PRESERVATION.ID.eq(UUID.fromString(preservation.getId()))));
  }

  private static void wrote(DSLContext db, Condition which) {
    db.selectFrom(PRESERVATION)
        .where(which)
        .forEach(row -> Journal.wrote(db, CustodyRecords.of(row)));
  }

  private static @Nullable Instant until(Preservation preservation) {
    return preservation.hasUntilTime() ? Times.instant(preservation.getUntilTime()) : null;
  }

  void release(DSLContext db, UUID marketplace, UUID trader, UUID id, Caller caller, Instant now) {
    db.update(PRESERVATION)
        .set(PRESERVATION.RELEASE_PRINCIPAL, caller.principal())
        .set(PRESERVATION.RELEASE_PERSON, caller.person())
        .set(PRESERVATION.RELEASE_TIME, now)
        .where(of(marketplace, trader))
        .and(PRESERVATION.ID.eq(id))
        .and(PRESERVATION.RELEASE_TIME.isNull())
        .execute();
    wrote(db, of(marketplace, trader).and(PRESERVATION.ID.eq(id)));
  }

  Optional<Preservation> find(DSLContext db, UUID marketplace, UUID trader, UUID id) {
    return db.selectFrom(PRESERVATION)
        .where(of(marketplace, trader))
        .and(PRESERVATION.ID.eq(id))
        .fetchOptional(PreservationStore::preservation);
  }

  List<Preservation> list(DSLContext db, UUID marketplace, UUID trader) {
    return db.selectFrom(PRESERVATION)
        .where(of(marketplace, trader))
        .orderBy(PRESERVATION.ID)
        .fetch(PreservationStore::preservation);
  }

  /** The preservation in force that lasts longest, if there is one. */
  Optional<Preservation> inForce(DSLContext db, UUID marketplace, UUID trader, Instant now) {
    return db.selectFrom(PRESERVATION)
        .where(of(marketplace, trader))
        .and(PRESERVATION.RELEASE_TIME.isNull())
        .and(PRESERVATION.UNTIL_TIME.isNull().or(PRESERVATION.UNTIL_TIME.gt(now)))
        .orderBy(PRESERVATION.UNTIL_TIME.isNull().desc(), PRESERVATION.UNTIL_TIME.desc())
        .limit(1)
        .fetchOptional(PreservationStore::preservation);
  }

  private static Condition of(UUID marketplace, UUID trader) {
    return PRESERVATION.MARKETPLACE.eq(marketplace).and(PRESERVATION.TRADER.eq(trader));
  }

  private static Preservation preservation(PreservationRecord row) {
    var preservation =
        Preservation.newBuilder()
            .setId(row.getId().toString())
            .setAuthority(row.getAuthority())
            .setReference(row.getReference())
            .setPrincipal(row.getPrincipal())
            .setPerson(row.getPerson())
            .setCreateTime(Times.timestamp(row.getCreateTime()))
            .setReleasePerson(row.getReleasePerson());
    if (row.getUntilTime() != null) {
      preservation.setUntilTime(Times.timestamp(row.getUntilTime()));
    }
    if (row.getReleaseTime() != null) {
      preservation.setReleaseTime(Times.timestamp(row.getReleaseTime()));
    }
    return preservation.build();
  }
}

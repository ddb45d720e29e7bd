package org.sellerregistry.access;

import static org.sellerregistry.storage.generated.Tables.ACCESS_GRANT;
import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.SelectConditionStep;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.storage.generated.tables.records.AccessGrantRecord;
import org.sellerregistry.v1.Role;

/** The table of grants, within one transaction. */
final class GrantStore {
  private final DSLContext db;

  GrantStore(DSLContext db) {
    this.db = db;
  }

  /** All grants that the principal ever had. */
  List<AccessGrant> listByPrincipal(String principal) {
    return db
        .selectFrom(ACCESS_GRANT)
        .where(ACCESS_GRANT.PRINCIPAL.eq(principal))
        .fetch(GrantStore::read)
        .stream()
        // The collation takes no notice of spaces at the end; who is somebody else does.
        .filter(grant -> grant.principal().equals(principal))
        .toList();
  }

  /** The grant, kept from others' changes, and its marketplace: MariaDB has no FOR UPDATE OF. */
  Optional<NamedGrant> lock(UUID id) {
    return named(ACCESS_GRANT.ID.eq(id)).forUpdate().fetchOptional(GrantStore::readNamed);
  }

  /** Grants in the order of their creation, behind one. */
  List<NamedGrant> list(UUID behind, int limit) {
    return named(ACCESS_GRANT.ID.gt(behind))
        .orderBy(ACCESS_GRANT.ID)
        .limit(limit)
        .fetch(GrantStore::readNamed);
  }

  private SelectConditionStep<Record2<AccessGrantRecord, String>> named(Condition condition) {
    return db.select(ACCESS_GRANT, MARKETPLACE.MARKETPLACE_ID)
        .from(ACCESS_GRANT)
        .leftJoin(MARKETPLACE)
        .on(MARKETPLACE.ID.eq(ACCESS_GRANT.MARKETPLACE))
        .where(condition);
  }

  void insert(AccessGrant grant) {
    var row = write(grant);
    db.insertInto(ACCESS_GRANT).set(row).execute();
    Journal.wrote(db, Records.of(row));
  }

  private static AccessGrantRecord write(AccessGrant grant) {
    return new AccessGrantRecord(
        grant.id(),
        grant.principal(),
        grant.role().getNumber(),
        grant.marketplace(),
        grant.mayAssertPerson(),
        grant.expireTime(),
        grant.revokeTime(),
        grant.createTime());
  }

  void revoke(AccessGrant grant, Instant time) {
    Journal.wrote(db, Records.of(write(grant.revokedAt(time))));
    db.update(ACCESS_GRANT)
        .set(ACCESS_GRANT.REVOKE_TIME, time)
        .where(ACCESS_GRANT.ID.eq(grant.id()))
        .execute();
  }

  /** A role that a newer server gave allows nothing here. */
  private static Role role(int number) {
    var role = Role.forNumber(number);
    return role == null ? Role.ROLE_UNSPECIFIED : role;
  }

  private static NamedGrant readNamed(Record2<AccessGrantRecord, String> row) {
    return new NamedGrant(read(row.value1()), row.value2());
  }

  private static AccessGrant read(AccessGrantRecord row) {
    return new AccessGrant(
        row.getId(),
        row.getPrincipal(),
        role(row.getRole()),
        row.getMarketplace(),
        row.getMayAssertPerson(),
        row.getExpireTime(),
        row.getRevokeTime(),
        row.getCreateTime());
  }
}

package org.sellerregistry.trader;

import static org.sellerregistry.storage.generated.Tables.TRADER_REVISION;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.TraderRevision;

/** The history of traders: one entry for each change. */
public final class RevisionStore {
  /** A trader's changes, newest first, those before revision {@code before}. */
  public List<TraderRevision> list(
      DSLContext db, Tenant tenant, UUID trader, long before, int limit) {
    return db.selectFrom(TRADER_REVISION)
        .where(TRADER_REVISION.MARKETPLACE.eq(tenant.id()))
        .and(TRADER_REVISION.TRADER.eq(trader))
        .and(TRADER_REVISION.REVISION.lt(before))
        .orderBy(TRADER_REVISION.REVISION.desc())
        .limit(limit)
        .fetch(row ->
            TraderRevision.newBuilder()
                .setRevision(row.getRevision())
                .setReviseTime(Times.timestamp(row.getReviseTime()))
                .setChangeKind(ChangeKind.forNumber(row.getChangeKind()))
                .addAllSections(SectionSet.decode(row.getSections()))
                .setPrincipal(row.getPrincipal())
                .setPerson(row.getPerson())
                .build());
  }

  /**
   * A change that a call made before.
   *
   * @param trader what it changed
   * @param digest the digest of the call's request
   */
  public record Earlier(UUID trader, ByteString digest) {}

  /** The change that was made under a request id; empty if there is none. */
  public Optional<Earlier> findByRequestId(DSLContext db, Tenant tenant, UUID requestId) {
    return db.select(TRADER_REVISION.TRADER, TRADER_REVISION.REQUEST_DIGEST)
        .from(TRADER_REVISION)
        .where(TRADER_REVISION.MARKETPLACE.eq(tenant.id()))
        .and(TRADER_REVISION.REQUEST_ID.eq(requestId))
        .fetchOptional(row -> new Earlier(row.value1(), ByteString.copyFrom(row.value2())));
  }
}

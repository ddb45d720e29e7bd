package org.sellerregistry.verification;

import static org.sellerregistry.storage.generated.Tables.SOURCE_INQUIRY;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;

/** When traders' sources were asked and are asked again. */
final class InquiryStore {

  /**
   * A trader's inquiry.
   *
   * @param attempts how often in a row not every question was answered
   * @param last when sources were asked last; null if never
   * @param next when they are asked next; null if nothing is left to ask
   */
  record Inquiry(int attempts, @Nullable Instant last, @Nullable Instant next) {}

  Optional<Inquiry> find(DSLContext db, Tenant tenant, UUID trader) {
    return db.selectFrom(SOURCE_INQUIRY)
        .where(SOURCE_INQUIRY.MARKETPLACE.eq(tenant.id()))
        .and(SOURCE_INQUIRY.TRADER.eq(trader))
        .fetchOptional(row ->
            new Inquiry(row.getAttempts(), row.getLastAttemptTime(), row.getNextAttemptTime()));
  }

  /** Stores the first inquiry of a trader. */
  void insert(DSLContext db, Tenant tenant, UUID trader, Inquiry inquiry) {
    Inserts.insert(
        db,
        NewRow.into(SOURCE_INQUIRY)
            .set(SOURCE_INQUIRY.MARKETPLACE, tenant.id())
            .set(SOURCE_INQUIRY.TRADER, trader)
            .set(SOURCE_INQUIRY.ATTEMPTS, inquiry.attempts())
            .set(SOURCE_INQUIRY.LAST_ATTEMPT_TIME, inquiry.last())
            .set(SOURCE_INQUIRY.NEXT_ATTEMPT_TIME, inquiry.next()));
  }

  /** Stores what became of an inquiry, or the first one. */
  void put(DSLContext db, Tenant tenant, UUID trader, Inquiry inquiry) {
    db.insertInto(SOURCE_INQUIRY)
        .set(SOURCE_INQUIRY.MARKETPLACE, tenant.id())
        .set(SOURCE_INQUIRY.TRADER, trader)
        .set(SOURCE_INQUIRY.ATTEMPTS, inquiry.attempts())
        .set(SOURCE_INQUIRY.LAST_ATTEMPT_TIME, inquiry.last())
        .set(SOURCE_INQUIRY.NEXT_ATTEMPT_TIME, inquiry.next())
        .onDuplicateKeyUpdate()
        .set(SOURCE_INQUIRY.ATTEMPTS, inquiry.attempts())
        .set(SOURCE_INQUIRY.LAST_ATTEMPT_TIME, inquiry.last())
        .set(SOURCE_INQUIRY.NEXT_ATTEMPT_TIME, inquiry.next())
        .execute();
  }
}

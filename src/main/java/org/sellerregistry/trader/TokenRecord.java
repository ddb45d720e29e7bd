package org.sellerregistry.trader;

import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;

import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;

/** Says to the journal which look-up tokens a trader has. */
public final class TokenRecord {
  private TokenRecord() {}

  /** The trader's tokens are now as the transaction sees them. */
  public static void wrote(DSLContext db, UUID marketplace, UUID trader) {
    var rows =
        db.selectFrom(LOOKUP_TOKEN)
            .where(LOOKUP_TOKEN.MARKETPLACE.eq(marketplace))
            .and(LOOKUP_TOKEN.TRADER.eq(trader))
            .fetch();
    Journal.wrote(db, Records.tokens(trader, rows));
  }
}

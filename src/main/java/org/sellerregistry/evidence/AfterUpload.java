package org.sellerregistry.evidence;

import org.jooq.DSLContext;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.v1.Evidence;

/** What follows from evidence, in the transaction that stores it, with the trader's row locked. */
@FunctionalInterface
public interface AfterUpload {
  /** Acts on evidence that was just stored. */
  void uploaded(DSLContext db, Tenant tenant, StoredTrader trader, Evidence evidence);
}

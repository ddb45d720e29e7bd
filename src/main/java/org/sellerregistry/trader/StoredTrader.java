package org.sellerregistry.trader;

import java.time.Instant;
import java.util.UUID;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.TraderKeys;

/**
 * A trader as it is stored, opened.
 *
 * @param id its key
 * @param trader the trader with the sections that were asked for
 * @param updateTime when it was changed last
 * @param keys the trader's data keys
 */
public record StoredTrader(UUID id, Trader trader, Instant updateTime, TraderKeys keys) {
  /** The trader's revision. */
  public long revision() {
    return trader.getRevision();
  }
}

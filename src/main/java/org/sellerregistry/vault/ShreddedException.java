package org.sellerregistry.vault;

import java.util.UUID;

/** The data key of a trader's retention class was deleted: nothing opens what it encrypted. */
public final class ShreddedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ShreddedException(UUID trader, RetentionClass retentionClass) {
    super("Trader %s has no data key of %s".formatted(trader, retentionClass));
  }
}

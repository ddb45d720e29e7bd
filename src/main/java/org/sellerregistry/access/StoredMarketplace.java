package org.sellerregistry.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A marketplace's row. */
record StoredMarketplace(
    UUID id,
    String marketplaceId,
    String displayName,
    List<String> defaultOfferings,
    boolean anonymousPublicInfo,
    long revision,
    Instant createTime,
    Instant updateTime) {

  StoredMarketplace {
    defaultOfferings = List.copyOf(defaultOfferings);
  }

  Tenant tenant() {
    return new Tenant(id, marketplaceId, defaultOfferings);
  }
}

package org.sellerregistry.access;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Marketplace;

/** Marketplaces and grants as the contract has them. */
final class AdminMessages {
  private AdminMessages() {}

  static Marketplace marketplace(StoredMarketplace stored) {
    return Marketplace.newBuilder()
        .setName(ResourceNames.marketplace(stored.marketplaceId()))
        .setDisplayName(stored.displayName())
        .addAllDefaultOfferings(stored.defaultOfferings())
        .setAnonymousPublicInfo(stored.anonymousPublicInfo())
        .setEtag(Etags.of(stored.id(), stored.revision()))
        .setCreateTime(timestamp(stored.createTime()))
        .setUpdateTime(timestamp(stored.updateTime()))
        .build();
  }

  static Grant grant(NamedGrant named) {
    var stored = named.grant();
    var grant =
        Grant.newBuilder()
            .setName(ResourceNames.grant(stored.id()))
            .setPrincipal(stored.principal())
            .setRole(stored.role())
            .setMayAssertPerson(stored.mayAssertPerson())
            .setCreateTime(timestamp(stored.createTime()));
    if (named.marketplaceId() != null) {
      grant.setMarketplace(ResourceNames.marketplace(named.marketplaceId()));
    }
    if (stored.expireTime() != null) {
      grant.setExpireTime(timestamp(stored.expireTime()));
    }
    if (stored.revokeTime() != null) {
      grant.setRevokeTime(timestamp(stored.revokeTime()));
    }
    return grant.build();
  }

  static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}

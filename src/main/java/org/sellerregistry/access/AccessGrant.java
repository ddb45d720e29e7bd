package org.sellerregistry.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.Role;

/**
 * What one principal may do.
 *
 * @param marketplace the only marketplace it is good for; none means all
 * @param mayAssertPerson whether the principal may name the person who acts through it
 * @param expireTime when it ends by itself, if it does
 * @param revokeTime when it was revoked, if it was
 */
public record AccessGrant(
    UUID id,
    String principal,
    Role role,
    @Nullable UUID marketplace,
    boolean mayAssertPerson,
    @Nullable Instant expireTime,
    @Nullable Instant revokeTime,
    Instant createTime) {

  /** Whether it is neither revoked nor expired. */
  public boolean isInForce(Instant now) {
    return revokeTime == null && (expireTime == null || now.isBefore(expireTime));
  }

  /** Whether it was neither revoked nor expired at a moment that has passed. */
  boolean wasInForce(Instant then) {
    return !createTime.isAfter(then)
        && (revokeTime == null || then.isBefore(revokeTime))
        && (expireTime == null || then.isBefore(expireTime));
  }

  /** Whether it is good for the marketplace. */
  public boolean covers(UUID tenant) {
    return marketplace == null || marketplace.equals(tenant);
  }

  AccessGrant revokedAt(Instant time) {
    return new AccessGrant(
        id, principal, role, marketplace, mayAssertPerson, expireTime, time, createTime);
  }
}

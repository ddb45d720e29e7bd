package org.sellerregistry.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.Role;

/** What principals could do at a time that has passed: grants are revoked, never deleted. */
public final class GrantHistory {
  private final Transactor transactor;

  public GrantHistory(Transactor transactor) {
    this.transactor = transactor;
  }

  /** All grants that a principal ever had. */
  public List<AccessGrant> grantsOf(String principal) {
    return transactor.read(db -> new GrantStore(db).listByPrincipal(principal));
  }

  /** The roles for a marketplace that some of the grants gave at a moment. */
  public static Set<Role> roles(List<AccessGrant> grants, UUID marketplace, Instant time) {
    var roles = EnumSet.noneOf(Role.class);
    grants.stream()
        .filter(grant -> grant.covers(marketplace) && grant.wasInForce(time))
        .forEach(grant -> roles.add(grant.role()));
    return roles;
  }
}

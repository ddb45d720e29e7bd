package org.sellerregistry.access;

import java.util.Optional;
import org.sellerregistry.rpc.Interceptors;
import org.sellerregistry.v1.Role;

/** The registry's own interceptors for a method that is not the registry's. */
public final class ReferenceAccess {
  private ReferenceAccess() {}

  /** Lets marketplaces call the one method, and nobody anything else. */
  public static Interceptors.ByCaller to(String method, AccessControl access) {
    var rule = MethodRule.of(method, Role.ROLE_MARKETPLACE, Role.ROLE_INVESTIGATOR).readsPoints();
    return access.interceptors(name -> name.equals(method) ? Optional.of(rule) : Optional.empty());
  }
}

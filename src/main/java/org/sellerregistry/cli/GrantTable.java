package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.List;
import org.sellerregistry.v1.Grant;

/** Grants for people. */
final class GrantTable {

  private GrantTable() {}

  static Table of(List<Grant> grants) {
    var table = Table.of("GRANT", "ROLE", "MARKETPLACE", "PRINCIPAL", "PERSON", "ENDS");
    for (var grant : grants) {
      table.row(
          Names.last(grant.getName()),
          grant.getRole().name().replaceFirst("^ROLE_", ""),
          grant.getMarketplace().isEmpty() ? "-" : Names.last(grant.getMarketplace()),
          grant.getPrincipal(),
          grant.getMayAssertPerson() ? "may assert" : "-",
          end(grant));
    }
    return table;
  }

  private static String end(Grant grant) {
    if (grant.hasRevokeTime()) {
      return "revoked " + Timestamps.toString(grant.getRevokeTime());
    }
    return grant.hasExpireTime() ? Timestamps.toString(grant.getExpireTime()) : "-";
  }
}

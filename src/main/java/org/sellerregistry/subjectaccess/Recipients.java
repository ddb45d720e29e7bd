package org.sellerregistry.subjectaccess;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sellerregistry.access.AccessGrant;
import org.sellerregistry.access.GrantHistory;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.DataAccess;

/** Who received data of a trader, of one export, for one thread at a time. */
final class Recipients {
  private final GrantHistory grants;
  private final UUID marketplace;
  private final Map<String, List<AccessGrant>> grantsOf = new HashMap<>();

  Recipients(GrantHistory grants, UUID marketplace) {
    this.grants = grants;
    this.marketplace = marketplace;
  }

  /** What is told of an access to the trader that it was about. */
  DataAccess told(Access access) {
    var held = grantsOf.computeIfAbsent(access.getPrincipal(), grants::grantsOf);
    var told =
        DataAccess.newBuilder()
            .setTime(access.getTime())
            .setMethod(access.getMethod())
            .setSystem(Withheld.system(access.getPrincipal()))
            .addAllRoles(GrantHistory.roles(held, marketplace, Times.instant(access.getTime())))
            .setByPerson(!access.getPerson().isEmpty())
            .setPurpose(access.getPurpose())
            .addAllFields(access.getFieldsList());
    access.getTradersList().forEach(it -> told.addAllSections(it.getSectionsList()));
    return told.build();
  }
}

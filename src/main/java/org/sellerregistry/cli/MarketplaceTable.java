package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.List;
import org.sellerregistry.v1.Marketplace;

/** Marketplaces for people. */
final class MarketplaceTable {

  private MarketplaceTable() {}

  static Table of(Marketplace marketplace) {
    return Table.ofProperties()
        .row("Name", marketplace.getName())
        .row("Display name", marketplace.getDisplayName())
        .row("Default offerings", String.join(", ", marketplace.getDefaultOfferingsList()))
        .row("Public info", marketplace.getAnonymousPublicInfo() ? "to everybody" : "to callers")
        .row("Etag", marketplace.getEtag())
        .row("Created", Timestamps.toString(marketplace.getCreateTime()))
        .row("Updated", Timestamps.toString(marketplace.getUpdateTime()));
  }

  static Table of(List<Marketplace> marketplaces) {
    var table = Table.of("NAME", "DISPLAY NAME", "OFFERINGS", "CREATED");
    for (var marketplace : marketplaces) {
      table.row(
          Names.last(marketplace.getName()),
          marketplace.getDisplayName(),
          String.join(",", marketplace.getDefaultOfferingsList()),
          Timestamps.toString(marketplace.getCreateTime()));
    }
    return table;
  }
}

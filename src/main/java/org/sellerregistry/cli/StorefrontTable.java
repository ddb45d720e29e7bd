package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.List;
import org.sellerregistry.v1.Storefront;

/** Storefronts for people. */
final class StorefrontTable {

  private StorefrontTable() {}

  static Table of(List<Storefront> storefronts) {
    var table = Table.of("STOREFRONT", "TRADER", "BEGIN", "END", "URL");
    for (var storefront : storefronts) {
      table.row(
          Names.last(storefront.getName()),
          Names.last(storefront.getTrader()),
          Timestamps.toString(storefront.getBeginTime()),
          storefront.hasEndTime() ? Timestamps.toString(storefront.getEndTime()) : "-",
          storefront.getUrl().isEmpty() ? "-" : storefront.getUrl());
    }
    return table;
  }
}

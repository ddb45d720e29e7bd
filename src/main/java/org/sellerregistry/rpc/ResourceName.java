package org.sellerregistry.rpc;

import java.util.UUID;

/** A resource name of the contract, taken apart. {@code toString} gives the name. */
public sealed interface ResourceName {

  /** {@code marketplaces/{marketplace}}. */
  record MarketplaceName(String marketplace) implements ResourceName {
    @Override
    public String toString() {
      return ResourceNames.marketplace(marketplace);
    }
  }

  /** {@code marketplaces/{marketplace}/traders/{trader}}. */
  record TraderName(String marketplace, UUID trader) implements ResourceName {
    @Override
    public String toString() {
      return ResourceNames.trader(marketplace, trader);
    }
  }

  /** {@code marketplaces/{marketplace}/storefronts/{storefront}}. */
  record StorefrontName(String marketplace, String storefront) implements ResourceName {
    @Override
    public String toString() {
      return ResourceNames.storefront(marketplace, storefront);
    }
  }

  /** {@code marketplaces/{marketplace}/traders/{trader}/checks/{check}}. */
  record CheckName(String marketplace, UUID trader, UUID check) implements ResourceName {
    @Override
    public String toString() {
      return ResourceNames.check(marketplace, trader, check);
    }
  }

  /** {@code marketplaces/{marketplace}/traders/{trader}/evidence/{evidence}}. */
  record EvidenceName(String marketplace, UUID trader, UUID evidence) implements ResourceName {
    @Override
    public String toString() {
      return ResourceNames.evidence(marketplace, trader, evidence);
    }
  }

  /** {@code grants/{grant}}. */
  record GrantName(UUID grant) implements ResourceName {
    @Override
    public String toString() {
      return ResourceNames.grant(grant);
    }
  }
}

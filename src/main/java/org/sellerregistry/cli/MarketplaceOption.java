package org.sellerregistry.cli;

import picocli.CommandLine.Option;

/** The marketplace that a command is about. */
final class MarketplaceOption {

  @Option(
      names = {"-m", "--marketplace"},
      paramLabel = "MARKETPLACE",
      required = true,
      defaultValue = "${env:SELLER_REGISTRY_MARKETPLACE:-}",
      description = "Its id or name. Default: $SELLER_REGISTRY_MARKETPLACE.")
  private String marketplace = "";

  /** The full resource name. */
  String name() {
    if (marketplace.isEmpty()) {
      throw new UsageFailure("Which marketplace? Give --marketplace");
    }
    return Names.marketplace(marketplace);
  }
}

package org.sellerregistry.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A trader, or the storefront that it sells in. */
final class SellerReference {

  /** One of the two. */
  static final class Which {
    @Parameters(
        paramLabel = "TRADER",
        arity = "0..1",
        description = "Its name, its UUID, or the marketplace's external id of it.")
    private String trader = "";

    @Option(names = "--storefront", paramLabel = "ID", description = "A storefront of it.")
    private String storefront = "";
  }

  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  String marketplace() {
    return marketplace.name();
  }

  /** Its full resource name. */
  String resolve(Connection open) {
    return which.storefront.isEmpty()
        ? TraderReference.resolve(open, marketplace(), which.trader)
        : Names.storefront(marketplace(), which.storefront);
  }
}

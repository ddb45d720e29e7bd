package org.sellerregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.ReleaseStorefrontRequest;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends the ownership of a storefront. */
@Command(
    name = "release",
    description = {
      "Ends the present owner's ownership of a storefront now.",
      "With --output json it is the contract's Storefront."
    })
public final class StorefrontReleaseCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "STOREFRONT", description = "Its id or name.")
  private String storefront = "";

  @Override
  public Integer call() {
    try (var open = connection.openFor(marketplace.name())) {
      var released =
          open.unary(TraderServiceGrpc::newBlockingStub)
              .releaseStorefront(
                  ReleaseStorefrontRequest.newBuilder()
                      .setName(Names.storefront(marketplace.name(), storefront))
                      .build());
      output.print(released, () -> StorefrontTable.of(List.of(released)));
    }
    return ExitCodes.OK;
  }
}

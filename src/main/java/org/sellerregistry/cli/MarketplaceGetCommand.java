package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.GetMarketplaceRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a marketplace. */
@Command(name = "get", description = "Shows a marketplace.")
public final class MarketplaceGetCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "MARKETPLACE", description = "Its id or name.")
  private String marketplace = "";

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var found =
          open.unary(AdminServiceGrpc::newBlockingStub)
              .getMarketplace(
                  GetMarketplaceRequest.newBuilder()
                      .setName(Names.marketplace(marketplace))
                      .build());
      output.print(found, () -> MarketplaceTable.of(found));
    }
    return ExitCodes.OK;
  }
}

package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.ListMarketplacesResponse;
import org.sellerregistry.v1.Marketplace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists marketplaces. */
@Command(
    name = "list",
    description = {
      "Lists marketplaces by their ids.",
      "With --output json they are under the key marketplaces."
    })
public final class MarketplaceListCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many at most. Default: 1000.")
  private int limit = 1000;

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var all = Pages.read(limit, token -> page(open, token));
      output.print(
          ListMarketplacesResponse.newBuilder().addAllMarketplaces(all),
          () -> MarketplaceTable.of(all));
    }
    return ExitCodes.OK;
  }

  private static Pages.Page<Marketplace> page(Connection open, String token) {
    var response =
        open.unary(AdminServiceGrpc::newBlockingStub)
            .listMarketplaces(
                ListMarketplacesRequest.newBuilder()
                    .setPageSize(Pages.SIZE)
                    .setPageToken(token)
                    .build());
    return new Pages.Page<>(response.getMarketplacesList(), response.getNextPageToken());
  }
}

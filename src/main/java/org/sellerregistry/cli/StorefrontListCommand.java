package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.ListStorefrontsRequest;
import org.sellerregistry.v1.ListStorefrontsResponse;
import org.sellerregistry.v1.Storefront;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists a trader's storefronts. */
@Command(
    name = "list",
    description = {
      "Lists the storefronts that a trader owns or owned, oldest first.",
      "With --output json they are under the key storefronts."
    })
public final class StorefrontListCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many at most. Default: 1000.")
  private int limit = 1000;

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var name = trader.resolve(open);
      var all = Pages.read(limit, token -> page(open, name, token));
      output.print(
          ListStorefrontsResponse.newBuilder().addAllStorefronts(all),
          () -> StorefrontTable.of(all));
    }
    return ExitCodes.OK;
  }

  private static Pages.Page<Storefront> page(Connection open, String name, String token) {
    var response =
        open.unary(TraderServiceGrpc::newBlockingStub)
            .listStorefronts(
                ListStorefrontsRequest.newBuilder()
                    .setParent(name)
                    .setPageSize(Pages.SIZE)
                    .setPageToken(token)
                    .build());
    return new Pages.Page<>(response.getStorefrontsList(), response.getNextPageToken());
  }
}

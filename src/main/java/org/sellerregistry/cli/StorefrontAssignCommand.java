package org.sellerregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a storefront to a trader. */
@Command(
    name = "assign",
    description = {
      "Gives a storefront to a trader from now on; for its owner, changes the URL.",
      "With --output json it is the contract's Storefront."
    })
public final class StorefrontAssignCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--storefront",
      paramLabel = "ID",
      required = true,
      description = "Its id or name.")
  private String storefront = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "",
      description = "Where buyers find it.")
  private String url = "";

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var assigned =
          open.unary(TraderServiceGrpc::newBlockingStub)
              .assignStorefront(
                  AssignStorefrontRequest.newBuilder()
                      .setName(Names.storefront(trader.marketplace(), storefront))
                      .setTrader(trader.resolve(open))
                      .setUrl(url)
                      .build());
      output.print(assigned, () -> StorefrontTable.of(List.of(assigned)));
    }
    return ExitCodes.OK;
  }
}

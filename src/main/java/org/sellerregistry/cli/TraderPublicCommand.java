package org.sellerregistry.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what buyers are shown about a trader. */
@Command(
    name = "public",
    description = {
      "Shows what buyers are shown about a trader in an offering.",
      "With --output json it is the contract's PublicTraderInfo."
    })
public final class TraderPublicCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private SellerReference seller = new SellerReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--offering",
      paramLabel = "OFFERING",
      defaultValue = "eu",
      description = "The offering in which the product is offered. Default: eu.")
  private String offering = "";

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = {
        "The moment to speak of, for example that of the purchase.",
        "A date stands for its begin in UTC."
      })
  private @Nullable Instant asOf;

  @Override
  public Integer call() {
    try (var open = connection.openFor(seller.marketplace())) {
      var request =
          GetPublicTraderInfoRequest.newBuilder()
              .setName(seller.resolve(open))
              .setOffering(offering);
      if (asOf != null) {
        request.setAsOf(Times.timestamp(asOf));
      }
      var info =
          open.unary(TraderServiceGrpc::newBlockingStub).getPublicTraderInfo(request.build());
      output.print(info, () -> TraderTable.of(info));
    }
    return ExitCodes.OK;
  }
}

package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.GetTraderRetentionRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is kept of a trader, and why. */
@Command(
    name = "retention",
    description = {
      "Shows what is kept of a trader, for how long, and why.",
      "With --output json it is the contract's TraderRetention."
    })
public final class TraderRetentionCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var request = GetTraderRetentionRequest.newBuilder().setName(trader.resolve(open));
      var answer =
          open.unary(AdminServiceGrpc::newBlockingStub).getTraderRetention(request.build());
      output.print(answer, () -> RetentionTable.of(answer));
    }
    return ExitCodes.OK;
  }
}

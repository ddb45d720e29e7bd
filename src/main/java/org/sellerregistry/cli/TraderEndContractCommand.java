package org.sellerregistry.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records that the contract with a trader has ended. */
@Command(
    name = "end-contract",
    description = {
      "Records that the contract with a trader has ended: it may sell nowhere any more, its"
          + " storefronts are released, and retention periods begin. This cannot be taken back.",
      "With --output json it is the contract's Trader."
    })
public final class TraderEndContractCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--end-time", paramLabel = "TIME", description = "When it ended. Default: now.")
  private @Nullable Instant endTime;

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var request = EndContractRequest.newBuilder().setName(trader.resolve(open));
      if (endTime != null) {
        request.setEndTime(Times.timestamp(endTime));
      }
      var ended = open.unary(TraderServiceGrpc::newBlockingStub).endContract(request.build());
      output.print(ended, () -> TraderTable.of(ended));
    }
    return ExitCodes.OK;
  }
}

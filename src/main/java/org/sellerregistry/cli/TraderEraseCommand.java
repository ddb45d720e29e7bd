package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.EraseTraderRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for the erasure of a trader. */
@Command(
    name = "erase",
    description = {
      "Asks for the erasure of what no law demands to be kept of a trader; another person confirms it.",
      "With --output json it is the contract's Erasure."
    })
public final class TraderEraseCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record.")
  private String reason = "";

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var request = EraseTraderRequest.newBuilder().setName(trader.resolve(open)).setReason(reason);
      var answer = open.unary(AdminServiceGrpc::newBlockingStub).eraseTrader(request.build());
      output.print(answer, () -> RetentionTable.of(answer));
    }
    return ExitCodes.OK;
  }
}

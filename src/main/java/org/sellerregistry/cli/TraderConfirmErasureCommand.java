package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ConfirmErasureRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Confirms an erasure. */
@Command(
    name = "confirm-erasure",
    description = {
      "Confirms an erasure that another person asked for. It cannot be taken back.",
      "With --output json it is the contract's Erasure."
    })
public final class TraderConfirmErasureCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--erasure",
      paramLabel = "ID",
      required = true,
      description = "Which: the id that `trader erase` gave.")
  private String erasure = "";

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var request =
          ConfirmErasureRequest.newBuilder().setName(trader.resolve(open)).setErasure(erasure);
      var answer = open.unary(AdminServiceGrpc::newBlockingStub).confirmErasure(request.build());
      output.print(answer, () -> RetentionTable.of(answer));
    }
    return ExitCodes.OK;
  }
}

package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ReleasePreservationRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Releases a preservation. */
@Command(
    name = "release",
    description = {
      "Releases an order to keep a trader's data.",
      "With --output json it is the contract's Preservation."
    })
public final class TraderReleaseCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--preservation",
      paramLabel = "ID",
      required = true,
      description = "Which: the id that `trader preserve` gave.")
  private String preservation = "";

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var request =
          ReleasePreservationRequest.newBuilder()
              .setName(trader.resolve(open))
              .setPreservation(preservation);
      var answer =
          open.unary(AdminServiceGrpc::newBlockingStub).releasePreservation(request.build());
      output.print(answer, () -> RetentionTable.of(answer));
    }
    return ExitCodes.OK;
  }
}

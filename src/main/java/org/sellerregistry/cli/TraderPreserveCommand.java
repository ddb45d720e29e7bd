package org.sellerregistry.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.PreserveTraderRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps a trader's data under an order. */
@Command(
    name = "preserve",
    description = {
      "Records an order to keep a trader's data, which nothing erases meanwhile.",
      "With --output json it is the contract's Preservation."
    })
public final class TraderPreserveCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--authority",
      paramLabel = "NAME",
      required = true,
      description = "Who orders it.")
  private String authority = "";

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      required = true,
      description = "Under which reference.")
  private String reference = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Until when; a date stands for its begin in UTC. Default: released.")
  private @Nullable Instant until;

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var request =
          PreserveTraderRequest.newBuilder()
              .setName(trader.resolve(open))
              .setAuthority(authority)
              .setReference(reference);
      if (until != null) {
        request.setUntilTime(Times.timestamp(until));
      }
      var answer = open.unary(AdminServiceGrpc::newBlockingStub).preserveTrader(request.build());
      output.print(answer, () -> RetentionTable.of(answer));
    }
    return ExitCodes.OK;
  }
}

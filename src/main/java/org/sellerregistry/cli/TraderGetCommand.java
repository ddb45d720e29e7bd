package org.sellerregistry.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a trader. */
@Command(
    name = "get",
    description = {
      "Shows a trader as it is, or as it was at a moment.",
      "With --output json it is the contract's Trader."
    })
public final class TraderGetCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private ViewOption view = new ViewOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = {
        "The moment to speak of, for example 2026-11-02T10:00:00Z. A date stands for its begin in",
        "UTC."
      })
  private @Nullable Instant asOf;

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var request = GetTraderRequest.newBuilder().setName(trader.resolve(open)).setView(view.get());
      if (asOf != null) {
        request.setAsOf(Times.timestamp(asOf));
      }
      var found = open.unary(TraderServiceGrpc::newBlockingStub).getTrader(request.build());
      output.print(found, () -> TraderTable.of(found));
    }
    return ExitCodes.OK;
  }
}

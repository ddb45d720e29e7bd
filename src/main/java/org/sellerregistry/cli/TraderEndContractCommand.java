package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.Trader;
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
      "With --output json it is the contract's Trader, without its sections."
    })
public final class TraderEndContractCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private Confirmation confirmation = new Confirmation();

  @Option(
      names = "--end-time",
      paramLabel = "TIME",
      description = "When it ended; a date stands for its begin in UTC. Default: now.")
  private @Nullable Instant endTime;

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var name = trader.resolve(open);
      confirmation.require("End the contract with %s?".formatted(name));
      var request = EndContractRequest.newBuilder().setName(name);
      if (endTime != null) {
        request.setEndTime(Times.timestamp(endTime));
      }
      var ended = open.unary(TraderServiceGrpc::newBlockingStub).endContract(request.build());
      output.print(withoutSections(ended), () -> table(ended));
    }
    return ExitCodes.OK;
  }

  private static Table table(Trader ended) {
    return Table.ofProperties()
        .row("Trader", ended.getName())
        .row("External id", ended.getExternalId())
        .row("Standing", TraderTable.standings(ended.getStandingsList()))
        .row("Contract ended", Timestamps.toString(ended.getContractEndTime()));
  }

  /** Nobody asked to see what the trader declared. */
  private static Trader withoutSections(Trader trader) {
    return trader.toBuilder()
        .clearIdentity()
        .clearIdentification()
        .clearPayment()
        .clearRegistration()
        .clearCertification()
        .clearTax()
        .clearParties()
        .clearSignals()
        .build();
  }
}

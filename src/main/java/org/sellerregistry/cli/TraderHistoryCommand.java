package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.ListTraderRevisionsRequest;
import org.sellerregistry.v1.ListTraderRevisionsResponse;
import org.sellerregistry.v1.TraderRevision;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how a trader changed. */
@Command(
    name = "history",
    description = {
      "Shows how a trader changed: which sections, when, why and by whom, newest first.",
      "\"trader get --as-of\" shows what they held. With --output json the key is revisions."
    })
public final class TraderHistoryCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most. Default: 100.")
  private int limit = 100;

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var name = trader.resolve(open);
      var all = Pages.read(limit, token -> page(open, name, token));
      output.print(
          ListTraderRevisionsResponse.newBuilder().addAllRevisions(all),
          () -> TraderTable.ofRevisions(all));
    }
    return ExitCodes.OK;
  }

  private static Pages.Page<TraderRevision> page(Connection open, String name, String token) {
    var response =
        open.unary(TraderServiceGrpc::newBlockingStub)
            .listTraderRevisions(
                ListTraderRevisionsRequest.newBuilder()
                    .setName(name)
                    .setPageSize(Pages.SIZE)
                    .setPageToken(token)
                    .build());
    return new Pages.Page<>(response.getRevisionsList(), response.getNextPageToken());
  }
}

package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.ListEvidenceRequest;
import org.sellerregistry.v1.ListEvidenceResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the documents of a trader. */
@Command(
    name = "list",
    description = {
      "Lists the documents of a trader, the oldest first.",
      "With --output json they are under the key evidence."
    })
public final class EvidenceListCommand implements Callable<Integer> {

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
      var request =
          ListEvidenceRequest.newBuilder()
              .setParent(trader.resolve(open))
              .setPageSize(Math.min(limit, Pages.SIZE))
              .build();
      var all = Pages.read(limit, token -> page(open, request, token));
      output.print(
          ListEvidenceResponse.newBuilder().addAllEvidence(all), () -> EvidenceTable.of(all));
    }
    return ExitCodes.OK;
  }

  private static Pages.Page<Evidence> page(
      Connection open, ListEvidenceRequest request, String token) {
    var response =
        open.unary(EvidenceServiceGrpc::newBlockingStub)
            .listEvidence(request.toBuilder().setPageToken(token).build());
    return new Pages.Page<>(response.getEvidenceList(), response.getNextPageToken());
  }
}

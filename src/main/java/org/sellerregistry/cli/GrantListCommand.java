package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.ListGrantsRequest;
import org.sellerregistry.v1.ListGrantsResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists grants. */
@Command(
    name = "list",
    description = {
      "Lists grants by their time of creation, revoked and expired ones included.",
      "With --output json they are under the key grants."
    })
public final class GrantListCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many at most. Default: 1000.")
  private int limit = 1000;

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var all = Pages.read(limit, token -> page(open, token));
      output.print(ListGrantsResponse.newBuilder().addAllGrants(all), () -> GrantTable.of(all));
    }
    return ExitCodes.OK;
  }

  private static Pages.Page<Grant> page(Connection open, String token) {
    var response =
        open.unary(AdminServiceGrpc::newBlockingStub)
            .listGrants(
                ListGrantsRequest.newBuilder().setPageSize(Pages.SIZE).setPageToken(token).build());
    return new Pages.Page<>(response.getGrantsList(), response.getNextPageToken());
  }
}

package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ListOperationsRequest;
import org.sellerregistry.v1.ListOperationsResponse;
import org.sellerregistry.v1.Operation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists operations. */
@Command(
    name = "list",
    description = {
      "Lists operations, the newest first.",
      "With --output json they are under the key operations."
    })
public final class OperationListCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most. Default: 50.")
  private int limit = 50;

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var all = Pages.read(limit, token -> page(open, token));
      output.print(
          ListOperationsResponse.newBuilder().addAllOperations(all), () -> OperationTable.of(all));
    }
    return ExitCodes.OK;
  }

  private static Pages.Page<Operation> page(Connection open, String token) {
    var response =
        open.unary(AdminServiceGrpc::newBlockingStub)
            .listOperations(
                ListOperationsRequest.newBuilder()
                    .setPageSize(Pages.SIZE)
                    .setPageToken(token)
                    .build());
    return new Pages.Page<>(response.getOperationsList(), response.getNextPageToken());
  }
}

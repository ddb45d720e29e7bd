package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.GetOperationRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows an operation. */
@Command(
    name = "get",
    description = {
      "Shows how far an operation has come.",
      "With --output json it is the contract's Operation."
    })
public final class OperationGetCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "OPERATION", description = "Its id or name.")
  private String operation = "";

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var found =
          open.unary(AdminServiceGrpc::newBlockingStub)
              .getOperation(
                  GetOperationRequest.newBuilder().setName(Names.operation(operation)).build());
      output.print(found, () -> OperationTable.of(found));
    }
    return ExitCodes.OK;
  }
}

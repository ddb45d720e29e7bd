package org.sellerregistry.cli;

import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether a server serves. */
@Command(
    name = "health",
    description = {
      "Says in a line whether the server takes calls and its database answers (grpc.health.v1).",
      "Needs no credentials. The exit code is 0 if it serves, else 1: for what watches over servers."
    })
public final class HealthCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (var open = connection.openAsNobody()) {
      var status =
          open.unary(HealthGrpc::newBlockingStub)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus();
      return say(status.name(), status == ServingStatus.SERVING);
    } catch (StatusRuntimeException e) {
      return say(ErrorReport.of(e).line(), false);
    }
  }

  private int say(String line, boolean serving) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
    return serving ? ExitCodes.OK : ExitCodes.FAILED;
  }
}

package org.sellerregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.RevokeGrantRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Revokes a grant. */
@Command(
    name = "revoke",
    description = "Revokes a grant. It holds on every server within a second.")
public final class GrantRevokeCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "GRANT", description = "Its id or name.")
  private String grant = "";

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var revoked =
          open.unary(AdminServiceGrpc::newBlockingStub)
              .revokeGrant(RevokeGrantRequest.newBuilder().setName(Names.grant(grant)).build());
      output.print(revoked, () -> GrantTable.of(List.of(revoked)));
    }
    return ExitCodes.OK;
  }
}

package org.sellerregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a marketplace. */
@Command(
    name = "create",
    description = {
      "Creates a marketplace.",
      "On a local server it also makes the credential of the same name and gives it the role"
          + " MARKETPLACE, so that the commands with --marketplace work."
    })
public final class MarketplaceCreateCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "ID",
      description = "The last part of its name: lower-case letters, digits and -.")
  private String id = "";

  @Option(
      names = "--display-name",
      paramLabel = "NAME",
      description = "What people call it. Default: the id.")
  private String displayName = "";

  @Option(
      names = "--offering",
      paramLabel = "OFFERING",
      split = ",",
      defaultValue = "eu",
      description = "The offerings of traders that name none; ${DEFAULT-VALUE} if not given.")
  private List<String> offerings = List.of();

  @Option(
      names = "--anonymous-public-info",
      description = "Public trader information is readable without credentials.")
  private boolean anonymousPublicInfo;

  @Option(names = "--no-credential", description = "Make no local credential.")
  private boolean noCredential;

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var created =
          open.unary(AdminServiceGrpc::newBlockingStub)
              .createMarketplace(
                  CreateMarketplaceRequest.newBuilder()
                      .setMarketplaceId(id)
                      .setMarketplace(
                          Marketplace.newBuilder()
                              .setDisplayName(displayName.isEmpty() ? id : displayName)
                              .addAllDefaultOfferings(offerings)
                              .setAnonymousPublicInfo(anonymousPublicInfo))
                      .build());
      output.print(created, () -> MarketplaceTable.of(created));
      if (connection.isLocal() && !noCredential) {
        giveCredential(open, created);
      }
    }
    return ExitCodes.OK;
  }

  private void giveCredential(Connection open, Marketplace marketplace) {
    var credential = CredentialCreateCommand.create(connection, id);
    var grant =
        Grant.newBuilder()
            .setPrincipal(credential.principal())
            .setRole(Role.ROLE_MARKETPLACE)
            .setMarketplace(marketplace.getName())
            .setMayAssertPerson(true);
    var _ =
        open.unary(AdminServiceGrpc::newBlockingStub)
            .createGrant(CreateGrantRequest.newBuilder().setGrant(grant).build());
    output.say("");
    output.say("Credential " + credential.certificate() + " may now act for it.");
  }
}

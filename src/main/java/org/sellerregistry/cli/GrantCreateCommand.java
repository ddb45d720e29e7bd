package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.server.LocalAuthority;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Role;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a principal a role. */
@Command(name = "create", description = "Gives a principal a role.")
public final class GrantCreateCommand implements Callable<Integer> {

  /** The roles without their prefix. */
  enum GivenRole {
    MARKETPLACE,
    INVESTIGATOR,
    AUTHORITY,
    AUDITOR,
    OPERATOR
  }

  /** Whom the grant is for. */
  static final class Grantee {
    @Option(
        names = "--principal",
        description = "spiffe://…, x509:SUBJECT (RFC 2253) or oidc:ISSUER#SUBJECT.")
    private String principal = "";

    @Option(names = "--credential", paramLabel = "NAME", description = "A local credential.")
    private String credential = "";

    String name() {
      return principal.isEmpty() ? LocalAuthority.principal(credential) : principal;
    }
  }

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @ArgGroup(multiplicity = "1")
  private Grantee grantee = new Grantee();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description = {
        "MARKETPLACE: its own systems and staff; INVESTIGATOR: reads and links its traders to find"
            + " repeat offenders; AUTHORITY: reads nothing outside an accepted order; AUDITOR: reads"
            + " the journal; OPERATOR: marketplaces and grants."
      })
  private GivenRole role = GivenRole.MARKETPLACE;

  @Option(
      names = {"-m", "--marketplace"},
      defaultValue = "",
      description = "The marketplace that the grant is limited to.")
  private String marketplace = "";

  @Option(names = "--may-assert-person", description = "The principal may say who acts through it.")
  private boolean mayAssertPerson;

  @Option(
      names = "--expire-time",
      paramLabel = "TIME",
      description = "When the grant ends by itself, for example 2027-01-01T00:00:00Z.")
  private @Nullable Instant expireTime;

  @Override
  public Integer call() {
    var grant =
        Grant.newBuilder()
            .setPrincipal(grantee.name())
            .setRole(Role.valueOf("ROLE_" + role))
            .setMarketplace(marketplace.isEmpty() ? "" : Names.marketplace(marketplace))
            .setMayAssertPerson(mayAssertPerson);
    if (expireTime != null) {
      grant.setExpireTime(Timestamps.fromMillis(expireTime.toEpochMilli()));
    }
    try (var open = connection.openAsOperator()) {
      var created =
          open.unary(AdminServiceGrpc::newBlockingStub)
              .createGrant(CreateGrantRequest.newBuilder().setGrant(grant).build());
      output.print(created, () -> GrantTable.of(List.of(created)));
    }
    return ExitCodes.OK;
  }
}

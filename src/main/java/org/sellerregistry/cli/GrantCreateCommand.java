package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        paramLabel = "PRINCIPAL",
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
        "MARKETPLACE: its own systems and staff; INVESTIGATOR: looks up its traders by present and"
            + " former values, reads them and their documents, and says what for (--purpose); AUDITOR:"
            + " reads the journal; OPERATOR: marketplaces, grants and keys; AUTHORITY: may do nothing"
            + " yet, for it is to read nothing outside an accepted order."
      })
  private GivenRole role = GivenRole.MARKETPLACE;

  @Option(
      names = {"-m", "--marketplace"},
      paramLabel = "MARKETPLACE",
      defaultValue = "",
      description = "The marketplace that the grant is limited to.")
  private String marketplace = "";

  @Option(names = "--may-assert-person", description = "The principal may say who acts through it.")
  private boolean mayAssertPerson;

  @Option(
      names = "--expire-time",
      paramLabel = "TIME",
      description =
          "When the grant ends by itself: 2027-01-01T00:00:00Z, or 2027-01-01, which is the same.")
  private @Nullable Instant expireTime;

  @Override
  public Integer call() throws IOException {
    if (!grantee.credential.isEmpty()) {
      requireCredential(connection.data().resolve("credentials"), grantee.credential);
    }
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

  /** A grant for a mistyped name would be of use to nobody, or to whoever gets the name later. */
  private static void requireCredential(Path folder, String name) throws IOException {
    var credentials = credentials(folder);
    if (!credentials.contains(name)) {
      throw new CommandFailure(
          "There is no credential %s in %s, which has %s: \"seller-registry credential create\" makes one"
              .formatted(
                  name, folder, credentials.isEmpty() ? "none" : String.join(", ", credentials)));
    }
  }

  private static List<String> credentials(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".pem"))
          .map(name -> name.substring(0, name.length() - ".pem".length()))
          .sorted()
          .toList();
    }
  }
}

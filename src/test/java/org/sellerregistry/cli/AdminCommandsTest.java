package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.SellerRegistry;
import org.sellerregistry.server.LocalAuthority;
import org.sellerregistry.server.TestServer;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class AdminCommandsTest {

  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @TempDir Path folder;

  private static Cli.Result run(String... arguments) {
    return new Cli(SERVER.data()).run(arguments);
  }

  @Test
  void aMarketplaceIsCreatedWithACredentialThatMayActForIt() {
    var created = run("marketplace", "create", "shop", "--offering", "eu");

    assertThat(created.err()).isEmpty();
    assertThat(created.code()).isZero();
    assertThat(created.out())
        .contains("marketplaces/shop", "Default offerings  eu")
        .contains("credentials/shop.pem may now act for it.");
    assertThat(SERVER.data().resolve("credentials/shop.key")).exists();
    assertThat(run("grant", "list").out())
        .containsPattern("MARKETPLACE +shop +spiffe://local.sellerregistry.org/shop +may assert");
  }

  @Test
  void answersAreTheContractsJson() {
    var created = json(run("marketplace", "create", "json-shop", "-o", "json"));

    assertThat(created.get("name").getAsString()).isEqualTo("marketplaces/json-shop");
    assertThat(created.get("anonymousPublicInfo").getAsBoolean())
        .as("a key is there whatever its value")
        .isFalse();
    var list = json(run("marketplace", "list", "-o", "json"));
    assertThat(list.getAsJsonArray("marketplaces")).isNotEmpty();
  }

  @Test
  void whatTheOptionsNameIsChanged() {
    var etag = json(run("marketplace", "create", "m-update", "-o", "json")).get("etag");

    var updated =
        json(
            run(
                "marketplace",
                "update",
                "m-update",
                "--display-name",
                "Änderung 変更",
                "--anonymous-public-info",
                "true",
                "--etag",
                etag.getAsString(),
                "-o",
                "json"));

    assertThat(updated.get("displayName").getAsString()).isEqualTo("Änderung 変更");
    assertThat(updated.get("anonymousPublicInfo").getAsBoolean()).isTrue();
    var stale =
        run(
            "marketplace",
            "update",
            "m-update",
            "--display-name",
            "x",
            "--etag",
            etag.getAsString());
    assertThat(stale.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(stale.err()).startsWith("error: ABORTED ETAG_MISMATCH").contains("(read it again)");
    assertThat(run("marketplace", "get", "m-update").out()).contains("Änderung 変更");
    assertThat(run("marketplace", "update", "m-update").err()).contains("Nothing to change");
  }

  @Test
  void aGrantIsGivenAndRevoked() {
    var credential = json(run("credential", "create", "auditor", "-o", "json"));
    assertThat(Path.of(credential.get("certificate").getAsString())).exists();

    var grant =
        json(run("grant", "create", "--credential", "auditor", "--role", "auditor", "-o", "json"));
    assertThat(grant.get("principal").getAsString())
        .isEqualTo(credential.get("principal").getAsString());
    assertThat(grant.get("role").getAsString()).isEqualTo("ROLE_AUDITOR");

    var id = grant.get("name").getAsString().substring("grants/".length());
    var revoked = run("grant", "revoke", id);
    assertThat(revoked.code()).isZero();
    assertThat(revoked.out()).contains("revoked 20");
  }

  @Test
  void aGrantForACredentialThatDoesNotExistIsNotGiven() {
    var result = run("grant", "create", "--credential", "nobody", "--role", "auditor");
    assertThat(result.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(result.err()).contains("There is no credential nobody in ", "operator");
    assertThat(run("grant", "list").out()).doesNotContain("/nobody");
  }

  @Test
  void anOfferingThatDoesNotExistIsRefusedWithThoseThatDo() {
    var result = run("marketplace", "create", "two", "--offering", "eu,uk");
    assertThat(result.err()).contains("UNKNOWN_OFFERING", "offering = uk", "offerings = eu");
  }

  @Test
  void healthIsSaidWithoutCredentials() {
    var serving = run("health");
    assertThat(serving.out()).isEqualTo("SERVING\n");
    assertThat(serving.code()).isZero();
    var absent = run("health", "--server", "127.0.0.1:1");
    assertThat(absent.out().lines()).singleElement().asString().startsWith("UNAVAILABLE");
    assertThat(absent.code()).isEqualTo(ExitCodes.FAILED);
  }

  @Test
  void keysAreRotatedAndShown() {
    var operation = json(run("keys", "rotate", "--keyset", "sealed_tokens", "-o", "json"));
    assertThat(operation.get("target").getAsString()).isEqualTo("sealed_tokens");

    var name = operation.get("name").getAsString();
    assertThat(run("operation", "get", name).out()).contains("ROTATE_KEYS", "sealed_tokens 2");
    assertThat(run("operation", "list").out()).contains(name.substring("operations/".length()));
    assertThat(run("keys", "status").out())
        .contains("Epoch ends", "Erased now is gone", "WRAPPING 1", "SEALED_TOKENS 2")
        .contains("Damaged data keys   0");
  }

  @Test
  void refusalsNameStatusReasonAndFields() {
    var refused = run("marketplace", "create", "Not An Id");
    assertThat(refused.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .startsWith("error: INVALID_ARGUMENT INVALID_FIELD")
        .contains("marketplace_id: ");

    var error = JsonParser.parseString(run("marketplace", "get", "absent", "-o", "json").err());
    var report = error.getAsJsonObject().getAsJsonObject("error");
    assertThat(report.get("status").getAsString()).isEqualTo("NOT_FOUND");
    assertThat(report.get("reason").getAsString()).isEqualTo("RESOURCE_NOT_FOUND");
    assertThat(report.keySet())
        .containsExactly("status", "reason", "message", "fields", "metadata", "hint");
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() {
    var result = run("marketplace", "list", "--server", "127.0.0.1:1");
    assertThat(result.code()).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(result.err())
        .startsWith("error: UNAVAILABLE: No connection: ")
        .contains("is the server running?");
  }

  @Test
  void withoutCredentialsTheWayToThemIsShown() {
    var result = new Cli(folder).run("marketplace", "list");
    assertThat(result.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(result.err()).contains("There are no credentials in " + folder, "serve");
    assertThat(new Cli(folder).run("credential", "create", "x").err())
        .contains("There is no local authority");
    assertThat(folder.resolve("tls")).as("asking makes nothing").doesNotExist();
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTrusted() {
    new LocalAuthority(folder, SERVER.clock()).credential("operator");

    var result =
        new Cli(folder).run("marketplace", "list", "--server", SERVER.address().toString());

    assertThat(result.code()).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(result.err())
        .contains("No trusted connection", "--tls-ca")
        .doesNotContain("Pipeline", "is the server running?");
  }

  @Test
  void noPlaceholderIsTheNameOfAField() {
    placeholders(SellerRegistry.commandLine()).forEach(it -> assertThat(it).doesNotContain("<"));
  }

  private static Stream<String> placeholders(CommandLine command) {
    var own =
        command.getSubcommands().isEmpty() && !command.getCommandName().equals("help")
            ? command.getCommandSpec().args().stream()
                .filter(it -> it.arity().max() > 0)
                .map(ArgSpec::paramLabel)
            : Stream.<String>empty();
    return Stream.concat(
        own, command.getSubcommands().values().stream().flatMap(AdminCommandsTest::placeholders));
  }

  @Test
  void usageIsExplained() {
    assertThat(Cli.plain().code()).isEqualTo(ExitCodes.USAGE);
    assertThat(Cli.plain("marketplace").err()).contains("Which command?");
    assertThat(run("grant", "create", "--role", "KING", "--principal", "x509:CN=a").code())
        .isEqualTo(ExitCodes.USAGE);
    assertThat(Cli.plain("--help").out())
        .contains("Exit codes:", "marketplace", "serve", "generate-completion");
    assertThat(Cli.plain("marketplace", "create", "--help").out())
        .contains("--display-name", "--tls-cert", "--person");
    assertThat(Cli.plain("identifiers", "check", "--help").code()).isZero();
    assertThat(Cli.plain("generate-completion").out()).contains("complete -F");
  }

  private static JsonObject json(Cli.Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }
}

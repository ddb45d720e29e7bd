package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.SellerRegistry;
import org.sellerregistry.server.TestServer;

class FailuresTest {

  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @TempDir static Path folder;

  private static Cli.Result run(String... arguments) {
    return new Cli(SERVER.data()).run(arguments);
  }

  @BeforeAll
  static void importTrader() throws IOException {
    Cli.imported(
        SERVER,
        "shop",
        folder.resolve("traders.csv"),
        "external_id,type,region_code,legal_name\nt-1,LEGAL_ENTITY,DE,Beispiel GmbH\n");
  }

  @Test
  void whatIsWrongWithAFileIsSaidInALine() {
    var absent = folder.resolve("nothing.pdf").toString();
    var nowhere = folder.resolve("nodir");
    var traders = folder.resolve("traders.csv").toString();
    var noFile = "There is no file " + absent;
    var noFolder = "There is no folder " + nowhere;
    var in = nowhere.resolve("x").toString();

    assertFails(noFile, "evidence", "upload", "t-1", absent, "-m", "shop", "--section", "identity");
    assertFails(noFile, "verify", "--file", absent, "-m", "shop");
    assertFails(noFolder, "export", "-f", in, "-m", "shop");
    assertFails(noFolder, "trader", "personal-data", "t-1", "--file", in, "-m", "shop");
    assertFails(noFolder, "import", traders, "--refused", in, "-m", "shop");
    assertFails(noFolder, "journal", "export", "-f", in);
    assertFails(noFile, "journal", "verify", "--from", absent);
  }

  private static void assertFails(String why, String... arguments) {
    var plain = run(arguments);
    assertThat(plain.err()).isEqualTo("error: " + why + "\n");
    assertThat(plain.code()).isEqualTo(ExitCodes.FAILED);
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    var asJson = run(all.toArray(String[]::new));
    assertThat(error(asJson).get("message").getAsString()).isEqualTo(why);
    assertThat(asJson.code()).isEqualTo(ExitCodes.FAILED);
  }

  @Test
  void aTraderThatDoesNotExistIsNotFound() {
    var error = error(run("trader", "get", "nobody", "-m", "shop", "-o", "json"));
    assertThat(error.get("status").getAsString()).isEqualTo("NOT_FOUND");
    assertThat(error.get("reason").getAsString()).isEqualTo("RESOURCE_NOT_FOUND");
  }

  @Test
  void aWrongCommandLineEndsWithItsOwnCode() {
    assertUsage("\"foo\" is no address", "trader", "list", "-m", "shop", "--server", "foo");
    assertUsage("Nothing to look for", "trader", "lookup", "-m", "shop");
    assertUsage(
        "use SCHEME:NUMBER", "trader", "lookup", "-m", "shop", "--identifier", "DE136695976");
    assertUsage("Nothing to change", "marketplace", "update", "shop");
    assertThat(Cli.plain("bench", "nosuch").err())
        .contains("no benchmark \"nosuch\"", "get-trader", "rotation");
    assertThat(Cli.plain("bench", "nosuch").code()).isEqualTo(ExitCodes.USAGE);
  }

  private static void assertUsage(String why, String... arguments) {
    var result = run(arguments);
    assertThat(result.err().lines()).singleElement().asString().contains(why);
    assertThat(result.code()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void theHelpIsNamedAndNotPrinted() {
    var option = Cli.plain("trader", "get", "t-1", "--vieww", "full");
    assertThat(option.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(option.err().lines()).hasSizeLessThan(5);
    assertThat(option.err()).contains("--vieww");
    assertThat(Cli.plain("trader", "get").err())
        .isEqualTo(
            """
            error: Missing required parameter: 'TRADER'
            Try 'seller-registry trader get --help'
            """);
    assertThat(Cli.plain("check").err())
        .isEqualTo(
            """
            error: Which command? One of record, present
            Try 'seller-registry check --help'
            """);
    assertThat(error(Cli.plain("trader", "get", "-o", "json")).get("message").getAsString())
        .contains("TRADER");
  }

  @Test
  void timesAndDurationsMayBeBrief() throws Exception {
    var time = new TimeConverter();
    assertThat(time.convert("2026-11-21")).isEqualTo("2026-11-21T00:00:00Z");
    assertThat(time.convert("2026-11-21T10:00:00+02:00")).isEqualTo("2026-11-21T08:00:00Z");
    var duration = new DurationConverter();
    assertThat(List.of("5s", "500ms", "2m", "1h", "1d", "PT5S", "pt1h"))
        .extracting(duration::convert)
        .extracting(Object::toString)
        .containsExactly("PT5S", "PT0.5S", "PT2M", "PT1H", "PT24H", "PT5S", "PT1H");
    for (var wrong : List.of("5", "s", "0s", "-5s", "PT0S", "a while")) {
      assertThat(Cli.plain("trader", "list", "-m", "x", "--timeout", wrong).err())
          .contains("is no length of time: give one such as 500ms, 5s");
    }
    assertThat(Cli.plain("trader", "get", "t", "-m", "x", "--as-of", "21.11.2026").err())
        .contains("a date such as 2026-11-02, which stands for its begin in UTC");
  }

  @Test
  void aPersonOfTheEnvironmentIsNamedWhereItIsRefused() {
    var refused =
        new ErrorReport("PERMISSION_DENIED", "PERSON_NOT_ALLOWED", "", List.of(), Map.of());
    var anna = Map.of("SELLER_REGISTRY_PERSON", "anna");

    assertThat(explained(refused, anna, "trader", "list", "-m", "x"))
        .contains("$SELLER_REGISTRY_PERSON", "--person ''");
    assertThat(explained(refused, anna, "trader", "list", "-m", "x", "--person", "bea"))
        .doesNotContain("$SELLER_REGISTRY_PERSON");
    assertThat(explained(refused, Map.of(), "trader", "list", "-m", "x"))
        .doesNotContain("$SELLER_REGISTRY_PERSON");
    assertThat(explained(ErrorReport.of(new StatusRuntimeException(Status.ABORTED)), anna))
        .doesNotContain("$SELLER_REGISTRY_PERSON");
  }

  private static String explained(
      ErrorReport report, Map<String, String> environment, String... arguments) {
    var parsed = SellerRegistry.commandLine().parseArgs(arguments);
    return Failures.explained(report, parsed, environment).line();
  }

  private static JsonObject error(Cli.Result result) {
    return JsonParser.parseString(result.err()).getAsJsonObject().getAsJsonObject("error");
  }
}

package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderView;

class ImportCommandTest {

  private static final String SITES = "src/test/resources/import/chicago_sites.csv";
  private static final String SITES_MAPPING = "src/main/resources/import/chicago_sites.conf";

  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @TempDir Path folder;

  private static Cli.Result run(String... arguments) {
    return new Cli(SERVER.data()).run(arguments);
  }

  @Test
  void realSitesAreImportedOnceHoweverOften() {
    SERVER.marketplace("sites");
    // The sites sell nothing in the Union: no offering is asked for them.
    var first =
        json(0, run("import", SITES, "-m", "sites", "--mapping", SITES_MAPPING, "-o", "json"));
    assertThat(first.toString())
        .isEqualTo(
            "{\"records\":39,\"created\":39,\"updated\":0,\"unchanged\":0,\"refused\":0,"
                + "\"complete\":true}");

    var second =
        json(0, run("import", SITES, "-m", "sites", "--mapping", SITES_MAPPING, "-o", "json"));
    assertThat(second.get("unchanged").getAsInt()).isEqualTo(39);

    var site = trader("sites", "site-1958");
    assertThat(site.getIdentity().getNames(0).getFull())
        .isEqualTo("Chicago Commons Association St Catherine's - St. Lucy School");
  }

  @Test
  void whatWasRefusedIsWrittenDown() throws IOException {
    SERVER.marketplace("refusals");
    var file =
        Files.writeString(
            folder.resolve("traders.csv"),
            """
            external_id,type,region_code,legal_name,certify_time
            ok-1,LEGAL_ENTITY,DE,Beispiel GmbH,
            bad-1,LEGAL_ENTITY,Germany,Beispiel GmbH,
            bad-2,COMPANY,DE,Beispiel GmbH,
            bad-3,LEGAL_ENTITY,DE
            """);
    var refused = folder.resolve("refused.csv");

    var result = run("import", file.toString(), "-m", "refusals", "--refused", refused.toString());

    assertThat(result.code()).isEqualTo(ExitCodes.SOME_REFUSED);
    assertThat(result.out()).contains("Records    4", "Created    1", "Refused    3");
    assertThat(result.err()).contains("row 3 (bad-1): INVALID_ARGUMENT INVALID_FIELD");
    assertThat(Files.readString(refused).lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("row,external_id,status,reason,message"),
            line -> assertThat(line).startsWith("3,bad-1,INVALID_ARGUMENT,INVALID_FIELD,"),
            line ->
                assertThat(line)
                    .startsWith("4,bad-2,INVALID_ARGUMENT,UNREADABLE,")
                    .contains("it can be NATURAL_PERSON, LEGAL_ENTITY"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "5,,INVALID_ARGUMENT,UNREADABLE,\"The row has 3 fields, the header 5\""));
  }

  @Test
  void refusedRowsStandInTheirOrder() throws IOException {
    SERVER.marketplace("ordered");
    var rows = new StringBuilder("external_id,type,region_code,legal_name\n");
    for (int row = 2; row <= 60; row++) {
      // Some are refused here, some by the server, over several streams.
      rows.append(
          "t-%d,%s,%s,Beispiel GmbH\n"
              .formatted(
                  row, row % 3 == 0 ? "COMPANY" : "LEGAL_ENTITY", row % 2 == 0 ? "DE" : "Germany"));
    }
    var file = Files.writeString(folder.resolve("traders.csv"), rows);
    var refused = folder.resolve("refused.csv");

    assertThat(
            run("import", file.toString(), "-m", "ordered", "--refused", refused.toString()).code())
        .isEqualTo(ExitCodes.SOME_REFUSED);

    assertThat(Files.readString(refused).lines().skip(1))
        .extracting(line -> Integer.valueOf(line.substring(0, line.indexOf(','))))
        .hasSize(39)
        .isSorted();
  }

  @Test
  void columnsThatNothingIsMadeOfAreNamed() throws IOException {
    SERVER.marketplace("columns");
    var file =
        Files.writeString(
            folder.resolve("traders.csv"),
            "external_id,type,region_code,legal_name,emial\nt-1,LEGAL_ENTITY,DE,A GmbH,a@b.example\n");

    assertThat(run("import", file.toString(), "-m", "columns").err())
        .isEqualTo("columns not used by the mapping: emial\n");
  }

  @Test
  void onlyValidatingStoresNothing() {
    SERVER.marketplace("dry");
    var arguments =
        new String[] {
          "import", SITES, "-m", "dry", "--mapping", SITES_MAPPING, "--validate-only", "-o", "json"
        };

    assertThat(json(0, run(arguments)).get("created").getAsInt()).isEqualTo(39);
    assertThat(json(0, run(arguments)).get("created").getAsInt()).isEqualTo(39);
  }

  @Test
  void anExportIsTakenBackByAnotherMarketplace() throws IOException {
    SERVER.marketplace("target");
    Cli.imported(
        SERVER,
        "source",
        folder.resolve("traders.csv"),
        """
        external_id,type,region_code,legal_name,storefront_id,storefront_url
        t-1,LEGAL_ENTITY,DE,Beispiel GmbH,shop-1,https://shop.example/1
        t-2,NATURAL_PERSON,GR,Παράδειγμα,,
        """);
    var exported = folder.resolve("export.jsonl");

    var export = run("export", "-m", "source", "--file", exported.toString());

    assertThat(export.err()).isEmpty();
    assertThat(export.out()).contains("Traders  2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(exported)))
        .isEqualTo("rw-------");
    var imported = json(0, run("import", exported.toString(), "-m", "target", "-o", "json"));
    assertThat(imported.get("created").getAsInt()).isEqualTo(2);
    assertThat(trader("target", "t-2").getIdentity().getNames(0).getFull()).isEqualTo("Παράδειγμα");
    assertThat(json(0, run("import", exported.toString(), "-m", "source", "-o", "json")))
        .satisfies(counts -> assertThat(counts.get("unchanged").getAsInt()).isEqualTo(2));
  }

  @Test
  void whoeverMayNotImportLearnsSo() {
    SERVER.createMarketplace("foreign", "eu");
    var result = run("import", SITES, "-m", "foreign", "--mapping", SITES_MAPPING);

    assertThat(result.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(result.err()).containsPattern("error: (PERMISSION_DENIED|NOT_FOUND)");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThat(run("import", "absent.csv", "-m", "any").err())
        .contains("error: There is no file absent.csv");
    assertThat(run("import", SITES, "-m", "any", "--mapping", "absent.conf").err())
        .contains("There is no mapping absent.conf");
  }

  private static Trader trader(String marketplace, String externalId) {
    return TraderServiceGrpc.newBlockingStub(SERVER.marketplace(marketplace))
        .lookupTraders(
            LookupTradersRequest.newBuilder()
                .setParent("marketplaces/" + marketplace)
                .addQueries(LookupQuery.newBuilder().setExternalId(externalId))
                .setView(TraderView.TRADER_VIEW_FULL)
                .build())
        .getResults(0)
        .getMatches(0)
        .getTrader();
  }

  private static JsonObject json(int code, Cli.Result result) {
    assertThat(result.err()).doesNotContain("error", "row ");
    assertThat(result.code()).isEqualTo(code);
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }
}

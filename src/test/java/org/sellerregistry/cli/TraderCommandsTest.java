package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.server.TestServer;

class TraderCommandsTest {

  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @TempDir static Path folder;

  private static Cli.Result run(String... arguments) {
    return new Cli(SERVER.data()).run(arguments);
  }

  @BeforeAll
  static void importTraders() throws IOException {
    Cli.imported(
        SERVER,
        "shop",
        folder.resolve("traders.csv"),
        """
        external_id,type,region_code,legal_name,address_line,locality,postal_code,email,iban,\
        vat_number,storefront_id
        t-1,LEGAL_ENTITY,DE,Beispiel GmbH,Weg 1,Bonn,53111,post@beispiel.example,\
        DE89370400440532013000,DE136695976,shop-1
        t-2,NATURAL_PERSON,GR,Παράδειγμα,,Αθήνα,,,,,
        """);
  }

  @Test
  void aTraderIsFoundByItsExternalIdNameOrUuid() {
    var found = json(run("trader", "get", "t-1", "-m", "shop", "--view", "full", "-o", "json"));
    var name = found.get("name").getAsString();
    assertThat(found.get("externalId").getAsString()).isEqualTo("t-1");

    var uuid = name.substring(name.lastIndexOf('/') + 1);
    for (var reference : new String[] {name, uuid}) {
      assertThat(run("trader", "get", reference, "-m", "shop", "--view", "full").out())
          .contains("External id", "t-1", "Beispiel GmbH", "Weg 1, 53111 Bonn, DE", "eu:PENDING");
    }
    var then = SERVER.clock().instant().toString();
    assertThat(run("trader", "get", "t-1", "-m", "shop", "--as-of", then).out())
        .contains("t-1")
        .doesNotContain("Standing");
    assertThat(run("trader", "get", "t-1", "-m", "shop").out())
        .as("masked unless asked for in full")
        .doesNotContain("DE89370400440532013000", "post@beispiel.example");
    assertThat(run("trader", "get", "t-9", "-m", "shop").err())
        .isEqualTo(
            "error: NOT_FOUND RESOURCE_NOT_FOUND: There is no trader t-9 in marketplaces/shop\n");
  }

  @Test
  void tradersAreListedAndFiltered() {
    assertThat(run("trader", "list", "-m", "shop", "--view", "full").out())
        .contains("t-1", "t-2", "Παράδειγμα");
    var greek = json(run("trader", "list", "-m", "shop", "--region-code", "GR", "-o", "json"));
    assertThat(greek.getAsJsonArray("traders")).hasSize(1);
    assertThat(run("trader", "list", "-m", "shop", "--offering", "eu", "--state", "eligible").out())
        .isEqualTo("(none)\n");
    assertThat(run("trader", "list", "-m", "shop", "--limit", "1").out().lines()).hasSize(2);
  }

  @Test
  void aMarketplaceThatIsNotGivenOrNotKnownIsNamed() {
    var absent = run("trader", "list", "-m", "");
    assertThat(absent.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(absent.err()).isEqualTo("error: Which marketplace? Give --marketplace\n");
    assertThat(run("trader", "list", "-m", "shopp").err())
        .contains("ROLE_INSUFFICIENT", "is the marketplace's name right?");
  }

  @Test
  void whatNoHeaderCanCarryIsRefused() throws IOException {
    assertThat(run("trader", "list", "-m", "shop", "--person", "Zoë").err())
        .contains("\"seller-registry-person\"", "printable ASCII");
    var file = Files.writeString(folder.resolve("token"), "two\nlines");
    assertThat(run("trader", "list", "-m", "shop", "--token-file", file.toString()).err())
        .contains("\"authorization\"")
        .doesNotContain("two");
  }

  @Test
  void tradersAreLookedUpByWhatIsKnown() {
    var result =
        run(
            "trader",
            "lookup",
            "-m",
            "shop",
            "--identifier",
            "eu.vat:DE136695976",
            "--email",
            "POST@beispiel.example",
            "--iban",
            "DE89 3704 0044 0532 0130 00",
            "--storefront",
            "shop-1",
            "--name",
            "beispiel gmbh",
            "--external-id",
            "t-9");

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().skip(1)).hasSize(6);
    assertThat(result.out().lines().skip(2))
        .allMatch(line -> line.contains("t-1") && line.contains("eu:PENDING  current"));
    assertThat(result.out()).containsPattern("EXTERNAL ID +t-9 +\\(none\\)");
    assertThat(run("trader", "lookup", "-m", "shop").err()).contains("Nothing to look for");
    assertThat(run("trader", "lookup", "-m", "shop", "--identifier", "x").err())
        .contains("use SCHEME:NUMBER");
  }

  @Test
  void aValueThatCanHardlyBeFoundIsNamed() {
    assertThat(lookUp("--identifier", "vat:DE136695976"))
        .startsWith("note: There is no scheme vat: did you mean eu.vat? ");
    assertThat(lookUp("--phone", "030123456"))
        .isEqualTo(
            "note: \"030123456\" is no valid telephone number: expected the code of a country, or"
                + " a default country\n");
    assertThat(lookUp("--iban", "DE89370400440532013001")).contains("is no valid IBAN");
    assertThat(lookUp("--identifier", "eu.vat:DE129273398", "--phone", "+4930901820")).isEmpty();
  }

  private static String lookUp(String... by) {
    var words = new ArrayList<>(List.of("trader", "lookup", "-m", "shop"));
    words.addAll(List.of(by));
    var result = run(words.toArray(String[]::new));
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("(none)");
    return result.err();
  }

  @Test
  void buyersAreShownNothingOfATraderThatIsBeingVerified() {
    assertThat(run("trader", "public", "--storefront", "shop-1", "-m", "shop").out())
        .contains("Availability  PENDING")
        .doesNotContain("Beispiel");
    assertThat(json(run("trader", "public", "t-2", "-m", "shop", "-o", "json")))
        .satisfies(info ->
            assertThat(info.get("availability").getAsString())
                .isEqualTo("PUBLIC_AVAILABILITY_PENDING"));
    assertThat(run("trader", "public", "-m", "shop").code()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void historyTellsWhoChangedWhat() {
    assertThat(run("trader", "history", "t-1", "-m", "shop").out())
        .containsPattern(
            "1 +\\S+ +INITIAL +IDENTITY,PAYMENT,TAX +spiffe://local.sellerregistry.org/shop +-");
  }

  @Test
  void aStorefrontGoesFromHandToHand() {
    assertThat(run("storefront", "assign", "t-2", "-m", "shop", "--storefront", "shop-2").code())
        .isZero();
    var taken = run("storefront", "assign", "t-1", "-m", "shop", "--storefront", "shop-2");
    assertThat(taken.err()).startsWith("error: FAILED_PRECONDITION STOREFRONT_TAKEN");

    assertThat(run("storefront", "release", "shop-2", "-m", "shop").code()).isZero();
    assertThat(run("storefront", "assign", "t-1", "-m", "shop", "--storefront", "shop-2").out())
        .contains("shop-2");
    assertThat(json(run("storefront", "list", "t-2", "-m", "shop", "-o", "json")))
        .satisfies(list ->
            assertThat(list.getAsJsonArray("storefronts").get(0).getAsJsonObject().has("endTime"))
                .isTrue());
  }

  @Test
  void aContractEnds() throws IOException {
    Cli.imported(
        SERVER,
        "shop",
        folder.resolve("leaving.jsonl"),
        "{\"externalId\": \"t-3\", \"type\": \"TRADER_TYPE_LEGAL_ENTITY\", \"regionCode\": \"DE\","
            + " \"identity\": {\"names\": [{\"kind\": \"NAME_KIND_LEGAL\", \"full\": \"Leaving GmbH\"}]}}");

    var asked = run("trader", "end-contract", "t-3", "-m", "shop");
    assertThat(asked.code()).as("nobody can be asked").isEqualTo(ExitCodes.USAGE);
    assertThat(asked.err()).contains("--yes");
    assertThat(run("trader", "get", "t-3", "-m", "shop").out()).contains("eu:PENDING");

    assertThat(run("trader", "end-contract", "t-3", "-m", "shop", "--yes").out())
        .contains("eu:CLOSED", "Contract ended")
        .doesNotContain("Leaving GmbH");
    assertThat(json(run("trader", "end-contract", "t-3", "-m", "shop", "-y", "-o", "json")))
        .satisfies(trader -> assertThat(trader.has("identity")).isFalse());
  }

  @Test
  void aTraderGetsWhatIsHeldAboutItInOneFileOfItsOwn() throws IOException {
    var file = folder.resolve("personal-data.json");
    var result = run("trader", "personal-data", "t-1", "-m", "shop", "-f", file.toString());

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains(file.toString(), "Sections");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var held = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertThat(held.getAsJsonObject("trader").get("externalId").getAsString()).isEqualTo("t-1");
    assertThat(held.getAsJsonArray("sections").toString())
        .contains("Beispiel GmbH", "DE89370400440532013000");
    assertThat(held.getAsJsonArray("classes")).hasSize(5);
  }

  @Test
  void dataIsErasedByTwoPersonsAndKeptByAnOrder() {
    var erased =
        run(
            "trader",
            "erase",
            "t-2",
            "-m",
            "shop",
            "--person",
            "anna",
            "--reason",
            "asked",
            "-o",
            "json");
    var id = JsonParser.parseString(erased.out()).getAsJsonObject().get("id").getAsString();
    assertThat(run("trader", "retention", "t-2", "-m", "shop").out())
        .contains("DSA Art. 30(5)", "kept while the contract lasts", id + " PENDING");
    var order =
        run(
            "trader",
            "preserve",
            "t-2",
            "-m",
            "shop",
            "--person",
            "anna",
            "--authority",
            "Synthetic Authority",
            "--reference",
            "S-1",
            "-o",
            "json");
    var preservation =
        JsonParser.parseString(order.out()).getAsJsonObject().get("id").getAsString();
    var confirm =
        new String[] {
          "trader", "confirm-erasure", "t-2", "-m", "shop", "--person", "ben", "--erasure", id
        };

    assertThat(run(confirm).err()).contains("TRADER_PRESERVED");
    assertThat(
            run(
                    "trader",
                    "release",
                    "t-2",
                    "-m",
                    "shop",
                    "--person",
                    "ben",
                    "--preservation",
                    preservation)
                .out())
        .contains(preservation);
    assertThat(run(confirm).out()).contains("DONE", "SIGNALS", "In no backup from");
  }

  @Test
  void countriesSayWhatTheirTradersHave() {
    assertThat(run("countries").out()).contains("COUNTRY", "cn.uscc", "VIES GLEIF");
    assertThat(run("countries", "cn").out())
        .contains("国家企业信用信息公示系统", "营业执照", "https://www.gsxt.gov.cn/")
        .doesNotContain("Handelsregister");
    var found = json(run("countries", "DE", "AQ", "-o", "json")).getAsJsonArray("countries");
    assertThat(found).hasSize(1);
    assertThat(run("countries", "AQ").out()).isEqualTo("(none)\n");
  }

  private static JsonObject json(Cli.Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }
}

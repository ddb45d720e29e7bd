package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.server.TestServer;

class CheckCommandsTest {

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
        """
        external_id,type,region_code,legal_name,address_line,locality,postal_code,email,iban
        t-1,LEGAL_ENTITY,DE,Beispiel GmbH,Weg 1,Bonn,53111,post@beispiel.example,\
        DE89370400440532013000
        """);
  }

  @Test
  void whatIsMissingIsShownUntilAPersonHasChecked() {
    var shown = run("verify", "t-1", "-m", "shop");
    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .contains("identity.name", "PENDING", "MISSING", "[REGISTER, VIES, GLEIF");
    assertThat(run("verify", "t-1", "-m", "shop", "--for", "trader", "--language", "de").code())
        .isZero();

    var trader = json(run("trader", "get", "t-1", "-m", "shop", "--view", "full", "-o", "json"));
    var item = id(trader, "identity", "names");
    assertThat(shown.out()).as("what to record a check of").contains(item);
    var check =
        new String[] {
          "check",
          "record",
          "t-1",
          "-m",
          "shop",
          "--item",
          item,
          "--method",
          "document",
          "--result",
          "passed",
          "--source",
          "Handelsregister"
        };
    var refused = run(check);
    assertThat(refused.err())
        .contains("FAILED_PRECONDITION PERSON_REQUIRED", "say who acts with --person");

    var withPerson = new ArrayList<>(List.of(check));
    withPerson.addAll(List.of("--person", "reviewer-1"));
    var recorded = run(withPerson.toArray(String[]::new));
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.out()).contains("PASSED", "Standing, eu").doesNotContain("Not satisfied");
    whatDoesNotSatisfyAnItemIsSaid(withPerson, item, id(trader, "payment", "accounts"));

    var both = new ArrayList<>(withPerson);
    both.addAll(List.of("--item", id(trader, "identity", "addresses"), "-o", "json"));
    assertThat(json(run(both.toArray(String[]::new))).getAsJsonArray("checks"))
        .hasSize(2)
        .allSatisfy(one ->
            assertThat(one.getAsJsonObject().get("itemRevision").getAsString()).isEqualTo("1"));
    both.addAll(List.of("--item-revision", "1"));
    assertThat(run(both.toArray(String[]::new)).code()).isEqualTo(ExitCodes.USAGE);

    withPerson.addAll(List.of("--item-revision", "7"));
    assertThat(run(withPerson.toArray(String[]::new)).err()).contains("ABORTED ITEM_CHANGED");
  }

  @Test
  void aPresentationOfElectronicIdentificationIsVerified() throws IOException {
    Cli.imported(
        SERVER,
        "shop",
        folder.resolve("eid.jsonl"),
        """
        {"externalId": "t-eid", "type": "TRADER_TYPE_NATURAL_PERSON", "regionCode": "DE", "identification": \
        {"electronicIds": [{"scheme": "x", "issuer": "https://pid.example", "subject": "1"}]}}
        """);
    var item =
        json(run("trader", "get", "t-eid", "-m", "shop", "--view", "full", "-o", "json"))
            .getAsJsonObject("identification")
            .getAsJsonArray("electronicIds")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("meta")
            .get("id")
            .getAsString();
    assertThat(run("trader", "get", "t-eid", "-m", "shop", "--view", "full").out())
        .containsPattern("Electronic id +x, https://pid.example, 1");
    var presentation = Files.writeString(folder.resolve("presentation"), "e30.e30.e30~\n");
    var presented =
        run(
            "check",
            "present",
            "t-eid",
            "-m",
            "shop",
            "--item",
            item,
            "--presentation",
            presentation.toString());
    assertThat(presented.out()).contains("ELECTRONIC_ID", "INCONCLUSIVE PRESENTATION_MALFORMED");
  }

  private static void whatDoesNotSatisfyAnItemIsSaid(
      List<String> recording, String name, String account) {
    var ofAccount = new ArrayList<>(recording);
    ofAccount.set(ofAccount.indexOf(name), account);
    assertThat(run(ofAccount.toArray(String[]::new)).out())
        .containsPattern("Not satisfied +payment.account EVIDENCE_MISSING: .*--evidence");

    ofAccount.set(ofAccount.indexOf("document"), "vies");
    ofAccount.addAll(List.of("--item", account, "-o", "json"));
    var report = json(run(ofAccount.toArray(String[]::new)));
    assertThat(report.getAsJsonArray("checks")).as("the same item twice is one").hasSize(1);
    assertThat(report.getAsJsonArray("notSatisfied").get(0).getAsJsonObject())
        .satisfies(one -> {
          assertThat(one.get("itemId").getAsString()).isEqualTo(account);
          assertThat(one.get("why").getAsString()).contains("does not do here, but", "BANK");
        });
  }

  private static String id(JsonObject trader, String section, String items) {
    return trader
        .getAsJsonObject(section)
        .getAsJsonArray(items)
        .get(0)
        .getAsJsonObject()
        .getAsJsonObject("meta")
        .get("id")
        .getAsString();
  }

  private static JsonObject json(Cli.Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }
}

package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.server.TestServer;

class EvidenceCommandsTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @TempDir private static Path folder;

  @BeforeAll
  static void importTrader() throws IOException {
    Cli.imported(
        SERVER,
        "shop",
        folder.resolve("traders.csv"),
        "external_id,type,region_code,legal_name\nt-1,LEGAL_ENTITY,DE,Beispiel GmbH\n");
  }

  @Test
  void aDocumentIsUploadedListedAndDownloaded() throws IOException {
    var document = document("extract.pdf", 1_500_000);
    var uploaded =
        json(
            run(
                "evidence",
                "upload",
                "t-1",
                document.toString(),
                "-m",
                "shop",
                "--section",
                "registration",
                "--language",
                "de",
                "--note",
                "synthetic",
                "--person",
                "anna",
                "-o",
                "json"));
    assertThat(uploaded.get("mediaType").getAsString()).isEqualTo("application/pdf");
    assertThat(uploaded.get("fileName").getAsString()).isEqualTo("extract.pdf");
    assertThat(uploaded.get("person").getAsString()).isEqualTo("anna");
    assertThat(run("evidence", "list", "t-1", "-m", "shop").out())
        .contains("REGISTRATION", "application/pdf", "1,500,000", "extract.pdf", "anna");

    var id = Names.last(uploaded.get("name").getAsString());
    var copy = folder.resolve("copy.pdf");
    var downloaded = run("evidence", "download", "t-1", id, "-m", "shop", "-f", copy.toString());
    assertThat(downloaded.code()).as(downloaded.err()).isZero();
    assertThat(downloaded.out()).contains("SHA-256", copy.toString());
    assertThat(copy).hasSameBinaryContentAs(document);
  }

  @Test
  void whatIsRefusedIsSaidWithItsReason() throws IOException {
    var program = Files.writeString(folder.resolve("extract.exe"), "MZ" + " ".repeat(2_000_000));
    var refused =
        run("evidence", "upload", "t-1", program.toString(), "-m", "shop", "--section", "identity");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("UNSUPPORTED_MEDIA_TYPE");

    var copy = folder.resolve("absent.pdf");
    var absent =
        run(
            "evidence",
            "download",
            "t-1",
            "0190f000-0000-7000-8000-00000000dead",
            "-m",
            "shop",
            "-f",
            copy.toString());
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.err()).contains("RESOURCE_NOT_FOUND");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("absent"));
  }

  @Test
  void anItemThatIsNotTheTradersStopsTheCheckOfAll() {
    var name = json(run("trader", "get", "t-1", "-m", "shop", "-o", "json"));
    var item =
        name.getAsJsonObject("identity")
            .getAsJsonArray("names")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("meta")
            .get("id")
            .getAsString();
    var unknown = "0190f000-0000-7000-8000-00000000dead";
    var refused =
        run(
            "check",
            "record",
            "t-1",
            "-m",
            "shop",
            "--item",
            item,
            "--item",
            unknown,
            "--method",
            "register",
            "--result",
            "passed");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("the trader has no item " + unknown);
    assertThat(run("verify", "t-1", "-m", "shop", "--show").out())
        .doesNotContain("REGISTER PASSED");
  }

  private static Path document(String name, int size) throws IOException {
    var bytes = new byte[size];
    Arrays.fill(bytes, (byte) ' ');
    var head = "%PDF-1.7 synthetic".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, bytes, 0, head.length);
    return Files.write(folder.resolve(name), bytes);
  }

  private static Cli.Result run(String... arguments) {
    return new Cli(SERVER.data()).run(arguments);
  }

  private static JsonObject json(Cli.Result result) {
    assertThat(result.code()).as(result.err()).isZero();
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }
}

package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.journal.IndependentNote;
import org.sellerregistry.journal.ReferenceTree;
import org.sellerregistry.server.TestServer;

class JournalCommandsTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @TempDir static Path folder;

  private static Cli.Result run(String... arguments) {
    return new Cli(SERVER.data()).run(arguments);
  }

  @BeforeAll
  static void begin() throws IOException {
    assertThat(run("marketplace", "create", "shop").code()).isZero();
    var sellers = new ArrayList<String>();
    for (int i = 1; i <= 5; i++) {
      sellers.add(
          """
          {"externalId": "s-%d", "type": "TRADER_TYPE_LEGAL_ENTITY", "regionCode": "FR",\
           "identity": {"names": [{"kind": "NAME_KIND_LEGAL", "full": "Synthétique %d"}]}}\
          """
              .formatted(i, i));
    }
    var file = Files.write(folder.resolve("sellers.jsonl"), sellers);
    assertThat(run("import", file.toString(), "--marketplace", "shop").code()).isZero();
    assertThat(run("credential", "create", "auditor").code()).isZero();
    assertThat(run("grant", "create", "--credential", "auditor", "--role", "auditor").code())
        .isZero();
  }

  @Test
  void tailShowsWhatWasDone() {
    var shown = run("journal", "tail", "--marketplace", "shop", "--until-checkpoint");
    assertThat(shown.err()).isEmpty();
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("TraderService.ImportTraders  marketplaces/shop/traders/", " @1  spiffe://");
    assertThat(run("journal", "tail", "--until-checkpoint").out())
        .contains("AdminService.CreateGrant  grants/");
  }

  @Test
  void verifyNamesWhatWasChangedAndAnchorsOnAKeptCheckpoint() throws IOException, SQLException {
    var kept = Files.writeString(folder.resolve("checkpoint"), checkpoint());
    var whole = run("journal", "verify", "--from", kept.toString());
    assertThat(whole.err()).isEmpty();
    assertThat(whole.out()).containsPattern("Findings +0");
    assertThat(whole.code()).isZero();

    execute("UPDATE trader SET region_code = 'DE' WHERE external_id = 's-2'");
    var changed = run("journal", "verify");
    assertThat(changed.out()).contains("RECORD_CHANGED  marketplaces/shop/traders/", "/trader  ");
    assertThat(changed.code()).isEqualTo(1);
    execute("UPDATE trader SET region_code = 'FR' WHERE external_id = 's-2'");

    var forged = Files.writeString(folder.resolve("forged"), checkpoint().replace("\n\n", "0\n\n"));
    assertThat(run("journal", "verify", "--from", forged.toString()).code()).isEqualTo(1);
    assertThat(run("journal", "verify").code()).isZero();
  }

  @Test
  void proveLeadsFromTheEntryToTheCheckpoint() {
    assertThat(run("journal", "prove", "2").out()).contains("Leaf", "Path", "Checkpoint");
    var proof = json(run("journal", "prove", "2", "-o", "json"));
    assertThat(proof.get("checkpoint").getAsString())
        .contains(
            "\n%d\n%s\n"
                .formatted(proof.get("treeSize").getAsLong(), proof.get("rootHash").getAsString()));
  }

  @Test
  void whoSawATraderIsShown() {
    assertThat(run("trader", "get", "s-1", "-m", "shop", "--purpose", "review").code()).isZero();
    var shown = run("journal", "who-saw", "s-1", "-m", "shop");
    // The look-up of the external id is recorded too.
    while (!shown.out().contains("GetTrader")) {
      shown = run("journal", "who-saw", "s-1", "-m", "shop");
    }
    assertThat(shown.out())
        .containsPattern("TraderService.GetTrader +spiffe://\\S+/shop +review +identity");
  }

  /** The export is left for the verifier that shares no code: {@code .ci/journal} runs it. */
  @Test
  void anExportVerifiesWithoutTheRegistry() throws Exception {
    assertThat(run("trader", "get", "s-3", "-m", "shop").code()).isZero();
    var left = Files.createDirectories(Path.of("target", "journal-export"));
    var _ = Files.writeString(left.resolve("kept-checkpoint"), checkpoint());
    var file = left.resolve("whole.jsonl");
    var exported = run("journal", "export", "--file", file.toString());
    assertThat(exported.err()).isEmpty();
    assertThat(exported.code()).isZero();

    var keys = new HashMap<String, String>();
    var hashes = new HashMap<String, List<ByteString>>();
    int checkpoints = 0;
    for (var line : Files.readAllLines(file)) {
      var record = JsonParser.parseString(line).getAsJsonObject();
      var log = record.get("log").getAsString();
      switch (record.get("type").getAsString()) {
        case "log" -> {
          keys.put(log, record.get("verifierKey").getAsString());
          hashes.put(log, new ArrayList<>());
        }
        case "entry" -> {
          assertThat(record.get("sequence").getAsLong()).isEqualTo(hashes.get(log).size());
          var hash = bytes(record, "leafHash");
          var data = sha256(bytes(record, "salt").concat(bytes(record, "content")));
          assertThat(sha256(ByteString.copyFrom(new byte[1]).concat(data))).isEqualTo(hash);
          hashes.get(log).add(hash);
        }
        case "checkpoint" -> {
          var text = IndependentNote.open(record.get("note").getAsString(), keys.get(log));
          var lines = text.split("\n");
          var root = ReferenceTree.root(hashes.get(log).subList(0, Integer.parseInt(lines[1])));
          assertThat(lines[2]).isEqualTo(Base64.getEncoder().encodeToString(root.toByteArray()));
          checkpoints++;
        }
        default -> throw new AssertionError(line);
      }
    }
    assertThat(checkpoints).isGreaterThanOrEqualTo(2);
    assertThat(hashes.get("registry")).hasSizeGreaterThan(6);
  }

  private static String checkpoint() {
    return json(run("journal", "prove", "0", "-o", "json")).get("checkpoint").getAsString();
  }

  private static JsonObject json(Cli.Result result) {
    assertThat(result.err()).isEmpty();
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }

  private static ByteString bytes(JsonObject record, String key) {
    return ByteString.copyFrom(Base64.getDecoder().decode(record.get(key).getAsString()));
  }

  private static ByteString sha256(ByteString data) throws Exception {
    return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(data.toByteArray()));
  }

  private static void execute(String statement) throws SQLException {
    try (var connection = SERVER.database().connect();
        var handle = connection.createStatement()) {
      assertThat(handle.executeUpdate(statement)).isPositive();
    }
  }
}

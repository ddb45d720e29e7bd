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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.journal.Checkpoints;
import org.sellerregistry.journal.IndependentNote;
import org.sellerregistry.journal.Log;
import org.sellerregistry.journal.ReferenceTree;
import org.sellerregistry.journal.SignedNote;
import org.sellerregistry.journal.TreeHead;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.SigningKeys;

class JournalCommandsTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(
          config -> config.with("VAULT_INTERVAL", "100ms").with("JOURNAL_KEEP_ACCESSES", "1h"));

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
    Cli.imported(SERVER, "shop", folder.resolve("sellers.jsonl"), String.join("\n", sellers));
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
  void anExportVerifiesWithoutTheRegistryAlsoWhenTheKeyWasReplaced() throws Exception {
    assertThat(run("trader", "get", "s-3", "-m", "shop").code()).isZero();
    var seen = run("journal", "who-saw", "s-3", "-m", "shop");
    while (!seen.out().contains("GetTrader")) {
      seen = run("journal", "who-saw", "s-3", "-m", "shop");
    }
    SERVER.clock().advance(Duration.ofHours(25));
    SERVER.runDueJobs();
    assertThat(run("journal", "who-saw", "s-3", "-m", "shop").out()).doesNotContain("GetTrader");
    var left = Files.createDirectories(Path.of("target", "journal-export"));
    var kept = Files.writeString(left.resolve("kept-checkpoint"), checkpoint());
    var former = export(left.resolve("former.jsonl"));
    var stolen = stolenKey();
    replaceKey();
    assertThat(run("trader", "get", "s-4", "-m", "shop").code()).isZero();
    var whole = export(left.resolve("whole.jsonl"));

    requireFormer(former, whole);
    for (var log : List.of("registry", "access")) {
      requireVerifies(whole, log);
    }
    // What whoever stole the former key would add.
    var head = TreeHead.parse(SignedNote.parse(checkpoint()).text());
    var forged =
        new Checkpoints(stolen)
            .sign(Log.REGISTRY, head.size(), head.root(), stolen.current())
            .toString();
    var line = new JsonObject();
    line.addProperty("type", "checkpoint");
    line.addProperty("log", "registry");
    line.addProperty("note", forged);
    var lines = new ArrayList<>(Files.readAllLines(whole));
    lines.add(line.toString());
    var _ = Files.write(left.resolve("forged.jsonl"), lines);
    assertThat(run("journal", "verify", "--from", kept.toString()).code()).isZero();
    var refused =
        run(
            "journal",
            "verify",
            "--from",
            Files.writeString(folder.resolve("by-stolen-key"), forged).toString());
    assertThat(refused.out()).contains("is not signed with the journal's key of its size");
    assertThat(refused.code()).isEqualTo(1);
  }

  private static Path export(Path file) {
    var exported = run("journal", "export", "--file", file.toString());
    assertThat(exported.err()).isEmpty();
    assertThat(exported.code()).isZero();
    return file;
  }

  /** As somebody has it who took a copy of the key ring. */
  private static SigningKeys stolenKey() throws IOException {
    var copy = Files.createDirectory(folder.resolve("stolen"));
    Files.copy(SERVER.data().resolve("keys/key-ring"), copy.resolve("key-ring"));
    return new SigningKeys(KeyRing.openOrCreate(copy));
  }

  private static void replaceKey() {
    assertThat(run("keys", "rotate", "--keyset", "CHECKPOINTS").code()).isZero();
    var status = run("keys", "status");
    while (!status.out().matches("(?s).*CHECKPOINTS 1 +DESTROYED .*")) {
      assertThat(status.code()).isZero();
      status = run("keys", "status");
    }
    assertThat(status.out()).containsPattern("CHECKPOINTS 2 +CURRENT ");
  }

  /** What was exported before is there unchanged, under another key. */
  private static void requireFormer(Path former, Path whole) throws IOException {
    var lines = Files.readAllLines(former);
    assertThat(lines).hasSizeGreaterThan(6);
    var now = Files.readAllLines(whole);
    assertThat(now)
        .containsAll(lines.stream().filter(line -> line.startsWith("{\"type\":\"entry\"")).toList())
        .doesNotContainAnyElementsOf(
            lines.stream().filter(line -> line.startsWith("{\"type\":\"log\"")).toList());
  }

  private static void requireVerifies(Path file, String log) throws Exception {
    var own =
        Files.readAllLines(file).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    var change =
        own.stream()
            .filter(record -> record.has("entry"))
            .map(record -> record.getAsJsonObject("entry"))
            .filter(entry -> entry.has("checkpointKeyChange"))
            .map(entry -> entry.getAsJsonObject("checkpointKeyChange"))
            .findFirst()
            .orElseThrow();
    long last = change.get(log + "Size").getAsLong();
    var hashes = new ArrayList<ByteString>();
    int checkpoints = 0;
    int pruned = 0;
    var key = "";
    for (var record : own.stream().filter(it -> it.get("log").getAsString().equals(log)).toList()) {
      switch (record.get("type").getAsString()) {
        case "log" -> key = record.get("verifierKey").getAsString();
        case "entry" -> {
          assertThat(record.get("sequence").getAsLong()).isEqualTo(hashes.size());
          var hash = bytes(record, "leafHash");
          if (record.has("content")) {
            var data = sha256(bytes(record, "salt").concat(bytes(record, "content")));
            assertThat(sha256(ByteString.copyFrom(new byte[1]).concat(data))).isEqualTo(hash);
          } else {
            assertThat(record.has("salt")).isFalse();
            pruned++;
          }
          hashes.add(hash);
        }
        case "checkpoint" -> {
          var note = record.get("note").getAsString();
          long size = TreeHead.parse(SignedNote.parse(note).text()).size();
          var former = IndependentNote.key(key, bytes(change, "formerPublicKey"));
          var text = IndependentNote.open(note, size < last ? former : key);
          assertThat(size == last ? IndependentNote.open(note, former) : text).isEqualTo(text);
          var root = ReferenceTree.root(hashes.subList(0, Math.toIntExact(size)));
          assertThat(text.split("\n")[2])
              .isEqualTo(Base64.getEncoder().encodeToString(root.toByteArray()));
          checkpoints++;
        }
        default -> throw new AssertionError(record);
      }
    }
    assertThat(checkpoints).isGreaterThanOrEqualTo(2);
    assertThat(pruned > 0).isEqualTo(log.equals("access"));
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

package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.journal.ProofCheck;
import org.sellerregistry.journal.SignedNote;
import org.sellerregistry.journal.TreeHead;
import org.sellerregistry.journal.Witness;
import org.sellerregistry.server.TestServer;

/** The way of a checkpoint to a witness and back. */
class JournalCosignTest {
  private static final Witness WITNESS = Witness.create("witness.example/w1");

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config -> config.with("JOURNAL_WITNESSES", WITNESS.key().toString()));

  @TempDir static Path folder;

  private static Cli.Result run(String... arguments) {
    return new Cli(SERVER.data()).run(arguments);
  }

  @BeforeAll
  static void begin() {
    assertThat(run("marketplace", "create", "shop").code()).isZero();
    while (run("journal", "checkpoint", "--kept").code() != ExitCodes.OK) {
      // The server's own thread signs the first.
    }
  }

  @Test
  void whatAWitnessSignedIsAddedToTheCheckpoint() throws Exception {
    var first = run("journal", "checkpoint", "--kept");
    assertThat(first.err()).isEmpty();
    var before = TreeHead.parse(SignedNote.parse(first.out()).text());
    SERVER.clock().advance(Duration.ofMinutes(2));
    assertThat(run("marketplace", "create", "other").code()).isZero();
    long since = before.size();
    var sent = run("journal", "checkpoint", "--kept", "--since", Long.toString(since));
    while (head(sent.out()).size() == since) {
      sent = run("journal", "checkpoint", "--kept", "--since", Long.toString(since));
    }

    var head = head(sent.out());
    int blank = sent.out().indexOf("\n\n");
    var lines = List.of(sent.out().substring(0, blank).split("\n"));
    assertThat(lines.getFirst()).isEqualTo("old " + since);
    var path =
        lines.stream()
            .skip(1)
            .map(line -> ByteString.copyFrom(Base64.getDecoder().decode(line)))
            .toList();
    assertThat(ProofCheck.extendsTree(before.root(), since, head.root(), head.size(), path))
        .isTrue();

    var note = sent.out().substring(blank + 2);
    var line = WITNESS.cosign(SignedNote.parse(note).text(), 1_700_000_000L);
    var size = Long.toString(head.size());
    var cosigned = run("journal", "cosign", "--tree-size", size, file("answer", line + "\n"));
    assertThat(cosigned.err()).isEmpty();
    assertThat(cosigned.code()).isZero();
    assertThat(cosigned.out()).isEqualTo(note + line + "\n");
    assertThat(run("journal", "checkpoint", "--tree-size", size).out()).isEqualTo(cosigned.out());
    var kept = file("kept", cosigned.out());
    assertThat(run("journal", "verify", "--from", kept).code()).isZero();
    assertThat(run("journal", "cosign", "--tree-size", size, kept, "-o", "json").err())
        .as("the log's own signature is no cosignature")
        .contains("signature lines and nothing else");
  }

  @Test
  void nobodyElseCosigns() throws Exception {
    var note = SignedNote.parse(run("journal", "checkpoint", "--kept").out());
    var size = Long.toString(TreeHead.parse(note.text()).size());
    var stranger = Witness.create("witness.example/w1").cosign(note.text(), 1L);
    var other = WITNESS.cosign("example.org/other/registry\n1\nAAAA\n", 1L);
    var own = note.signatures().getFirst().toString();
    for (var line : List.of(stranger, other, own, "\u2014 witness.example/w1 AAAA")) {
      var refused = run("journal", "cosign", "--tree-size", size, file("refused", line));
      assertThat(refused.err()).contains("INVALID_FIELD");
      assertThat(refused.code()).isEqualTo(ExitCodes.FAILED);
    }
    var good = file("good", WITNESS.cosign(note.text(), 2L));
    assertThat(run("journal", "cosign", "--tree-size", "1000000", good).err())
        .contains("RESOURCE_NOT_FOUND");
    assertThat(run("journal", "cosign", "--tree-size", size, file("empty", "\n")).code())
        .isEqualTo(ExitCodes.FAILED);
    assertThat(run("journal", "checkpoint", "--tree-size", "1000000").err())
        .contains("RESOURCE_NOT_FOUND");
  }

  private static TreeHead head(String sent) {
    return TreeHead.parse(SignedNote.parse(sent.substring(sent.indexOf("\n\n") + 2)).text());
  }

  private static String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}

package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.SigningKeys;

class CheckpointsTest {
  private static final ByteString ROOT = MerkleHash.leaf(ByteString.copyFromUtf8("synthetic"));

  private final SigningKeys keys = new SigningKeys(KeyRing.ephemeral());
  private final Checkpoints checkpoints = new Checkpoints(keys);
  private final KeyHistory history =
      new KeyHistory(List.of(new KeyHistory.Key(keys.current().publicKey(), 0, 0)));

  private SignedNote sign(Log log, long size) {
    return checkpoints.sign(log, size, ROOT, keys.current());
  }

  @Test
  void verifyWithAnImplementationOfTheirOwn() throws Exception {
    for (var log : Log.values()) {
      var note = sign(log, 20_852_163).toString();
      var opened =
          IndependentNote.open(note, checkpoints.verifierKey(log, 7, history).toString())
              .split("\n", -1);
      assertThat(opened)
          .containsExactly(
              checkpoints.origin(log),
              "20852163",
              Base64.getEncoder().encodeToString(ROOT.toByteArray()),
              "");
      assertThat(checkpoints.open(log, note, history))
          .isEqualTo(new TreeHead(checkpoints.origin(log), 20_852_163, ROOT));
    }
  }

  @Test
  void readThePublishedNote() throws Exception {
    // The key and the note of the documentation of Go's golang.org/x/mod/sumdb/note.
    var key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    var note =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
        """;
    assertThat(VerifierKey.parse(key).verifies(SignedNote.parse(note))).isTrue();
    assertThat(VerifierKey.parse(key)).hasToString(key);
    assertThat(SignedNote.parse(note)).hasToString(note);
    assertThat(IndependentNote.open(note, key)).startsWith("If you think");
  }

  @Test
  void anythingElseIsNotOpened() {
    var note = sign(Log.REGISTRY, 7).toString();
    for (var forged :
        List.of(
            note.replace("\n7\n", "\n8\n"),
            note.replaceFirst("[A-Za-z0-9]=*\n$", "Z\n"),
            note.substring(0, note.indexOf("\u2014")),
            "",
            checkpoints
                .sign(Log.REGISTRY, 7, ROOT, new SigningKeys(KeyRing.ephemeral()).current())
                .toString())) {
      assertThatThrownBy(() -> checkpoints.open(Log.REGISTRY, forged, history))
          .isInstanceOf(JournalDamagedException.class);
    }
    assertThatThrownBy(() -> checkpoints.open(Log.ACCESS, note, history))
        .isInstanceOf(JournalDamagedException.class);
  }

  @Test
  void witnessesCosign() throws Exception {
    var note = sign(Log.REGISTRY, 7);
    var witness = new Witness("witness.example/w1");
    var line = witness.cosign(note.text(), 1_679_315_147L);

    var cosigned = Checkpoints.cosign(note, List.of(witness.key()), line);

    assertThat(witness.key().verifies(cosigned)).isTrue();
    assertThat(checkpoints.open(Log.REGISTRY, cosigned.toString(), history).size()).isEqualTo(7);
    assertThat(SignedNote.parse(cosigned.toString())).isEqualTo(cosigned);
    assertThat(Checkpoints.cosign(cosigned, List.of(witness.key()), line)).isEqualTo(cosigned);
    var later = witness.cosign(note.text(), 1_679_315_148L);
    assertThat(Checkpoints.cosign(cosigned, List.of(witness.key()), later).signatures())
        .as("takes the place of the former one")
        .hasSameSizeAs(cosigned.signatures())
        .extracting(each -> each.toString().strip())
        .contains(later)
        .doesNotContain(line);
    assertThat(VerifierKey.parse(witness.key().toString())).isEqualTo(witness.key());
    var stranger = new Witness("witness.example/w1");
    assertThatThrownBy(() -> Checkpoints.cosign(note, List.of(stranger.key()), line))
        .isInstanceOf(IllegalArgumentException.class);
    var other = sign(Log.REGISTRY, 8);
    assertThatThrownBy(() -> Checkpoints.cosign(other, List.of(witness.key()), line))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.List;
import org.sellerregistry.vault.SigningKey;

/** Signs and verifies the checkpoints of the journal's logs. */
public final class Checkpoints {
  private final SigningKey key;

  public Checkpoints(SigningKey key) {
    this.key = key;
  }

  /** The name of a log, which its checkpoints begin with and its key has. */
  public String origin(Log log) {
    return key.journal() + "/" + log.text();
  }

  /** The key that a log's checkpoints are verified with. */
  public VerifierKey verifierKey(Log log) {
    return new VerifierKey(origin(log), VerifierKey.Type.NOTE, key.publicKey());
  }

  /** Signs a log's tree. */
  SignedNote sign(Log log, long size, ByteString root) {
    var text = new TreeHead(origin(log), size, root).text();
    var signature =
        new SignedNote.Line(
            origin(log), verifierKey(log).keyId(), key.sign(ByteString.copyFromUtf8(text)));
    return new SignedNote(text, List.of(signature));
  }

  /**
   * What a checkpoint of a log says.
   *
   * @throws JournalDamagedException if it is not one that this journal signed
   */
  public TreeHead open(Log log, String note) {
    try {
      var signed = SignedNote.parse(note);
      var head = TreeHead.parse(signed.text());
      if (head.origin().equals(origin(log)) && verifierKey(log).verifies(signed)) {
        return head;
      }
    } catch (IllegalArgumentException e) {
      // No checkpoint at all: as good as forged.
    }
    throw new JournalDamagedException(
        "A checkpoint of the log %s is not signed by this journal".formatted(log.text()));
  }

  /**
   * Adds a witness's cosignature to a checkpoint.
   *
   * @param witnesses the keys of the witnesses that count
   * @param line the witness's line, without its end
   * @throws IllegalArgumentException if none of the witnesses made it for this checkpoint
   */
  static SignedNote cosign(SignedNote note, List<VerifierKey> witnesses, String line) {
    var signature = SignedNote.Line.parse(line);
    var alone = new SignedNote(note.text(), List.of(signature));
    if (witnesses.stream().noneMatch(witness -> witness.verifies(alone))) {
      throw new IllegalArgumentException("No known witness made this cosignature");
    }
    return note.with(signature);
  }
}

package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sellerregistry.vault.SigningKey;
import org.sellerregistry.vault.SigningKeys;

/** Signs and verifies the checkpoints of the journal's logs. */
public final class Checkpoints {
  private final SigningKeys keys;

  public Checkpoints(SigningKeys keys) {
    this.keys = keys;
  }

  SigningKeys keys() {
    return keys;
  }

  /** The name of a log, which its checkpoints begin with and its keys have. */
  public String origin(Log log) {
    return keys.journal() + "/" + log.text();
  }

  /** The form of a public key that a log's checkpoints are verified with. */
  VerifierKey verifierKey(Log log, ByteString publicKey) {
    return new VerifierKey(origin(log), VerifierKey.Type.NOTE, publicKey);
  }

  /**
   * The newest key that is good for a checkpoint of a size. Before anything is signed it is the key
   * that is going to.
   */
  public VerifierKey verifierKey(Log log, long size, KeyHistory history) {
    var good = history.goodFor(log, size).stream();
    return verifierKey(log, good.findFirst().orElseGet(() -> keys.current().publicKey()));
  }

  /** Signs a log's tree, with each of the keys. */
  public SignedNote sign(Log log, long size, ByteString root, SigningKey... signers) {
    var text = new TreeHead(origin(log), size, root).text();
    return new SignedNote(
        text,
        Stream.of(signers)
            .map(key ->
                new SignedNote.Line(
                    origin(log),
                    verifierKey(log, key.publicKey()).keyId(),
                    key.sign(ByteString.copyFromUtf8(text))))
            .toList());
  }

  /**
   * What a checkpoint of a log says, if one of the keys signed it that were good for its size.
   *
   * @throws JournalDamagedException if it is not one that this journal signed
   */
  public TreeHead open(Log log, String note, KeyHistory history) {
    return parse(log, note)
        .filter(it ->
            history.goodFor(log, it.head().size()).stream()
                .anyMatch(key -> verifierKey(log, key).verifies(it.note())))
        .map(Parsed::head)
        .orElseThrow(() -> unsigned(log));
  }

  /** A checkpoint and the newest key of the key ring that signed it. */
  record Signed(TreeHead head, SigningKey signer) {}

  /**
   * What a checkpoint says that a key of the key ring signed.
   *
   * @throws JournalDamagedException if none did
   */
  Signed open(Log log, String note) {
    return parse(log, note)
        .flatMap(it ->
            keys.all().stream()
                .filter(key -> verifierKey(log, key.publicKey()).verifies(it.note()))
                .findFirst()
                .map(key -> new Signed(it.head(), key)))
        .orElseThrow(() -> unsigned(log));
  }

  private record Parsed(SignedNote note, TreeHead head) {}

  private Optional<Parsed> parse(Log log, String text) {
    try {
      var note = SignedNote.parse(text);
      return Optional.of(new Parsed(note, TreeHead.parse(note.text())))
          .filter(it -> it.head().origin().equals(origin(log)));
    } catch (IllegalArgumentException e) {
      // No checkpoint at all: as good as forged.
      return Optional.empty();
    }
  }

  private static JournalDamagedException unsigned(Log log) {
    return new JournalDamagedException(
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

package org.sellerregistry.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import org.sellerregistry.journal.Checkpoints;
import org.sellerregistry.journal.JournalDamagedException;
import org.sellerregistry.journal.KeyHistory;
import org.sellerregistry.journal.Leaf;
import org.sellerregistry.journal.Log;
import org.sellerregistry.journal.SignedNote;
import org.sellerregistry.journal.TreeHead;
import org.sellerregistry.v1.AccessBatch;
import org.sellerregistry.v1.Checkpoint;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.SequencedEntry;

/** The contract's form of what the journal holds. */
final class JournalMessages {
  private final Checkpoints checkpoints;

  JournalMessages(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /**
   * @param keys which keys signed the checkpoints, read after the note
   */
  Checkpoint checkpoint(Log log, SignedNote note, KeyHistory keys) {
    var head = TreeHead.parse(note.text());
    return Checkpoint.newBuilder()
        .setLog(log.message())
        .setTreeSize(head.size())
        .setRootHash(head.root())
        .setNote(note.toString())
        .setVerifierKey(checkpoints.verifierKey(log, head.size(), keys).toString())
        .build();
  }

  static SequencedEntry entry(Leaf leaf) {
    var entry =
        SequencedEntry.newBuilder()
            .setLog(leaf.log().message())
            .setSequence(leaf.sequence())
            .setLeafHash(leaf.hash());
    if (leaf.salt() != null) {
      entry.setSalt(leaf.salt());
    }
    if (leaf.content() != null) {
      entry.setContent(leaf.content());
      try {
        switch (leaf.log()) {
          case REGISTRY -> entry.setEntry(JournalEntry.parseFrom(leaf.content()));
          case ACCESS -> entry.setAccessBatch(AccessBatch.parseFrom(leaf.content()));
        }
      } catch (InvalidProtocolBufferException e) {
        throw new JournalDamagedException("Entry %d cannot be read".formatted(leaf.sequence()));
      }
    }
    return entry.build();
  }
}

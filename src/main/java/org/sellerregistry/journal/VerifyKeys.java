package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.v1.CheckpointKeyChange;
import org.sellerregistry.v1.JournalEntry;

/**
 * Holds the history of the keys that signed checkpoints against what cannot be altered: the newest
 * key is in the key ring, so its checkpoints cover the entries, and these name every key before it.
 */
final class VerifyKeys {
  private final Checkpoints checkpoints;
  private final EntryStore entries = new EntryStore();

  VerifyKeys(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** What does not fit, for people. */
  List<String> verify(DSLContext db, KeyHistory history) {
    var findings = new ArrayList<String>();
    var keys = history.keys();
    for (int i = 0; i < keys.size(); i++) {
      var key = keys.get(i);
      boolean named =
          i == 0
              ? key.registrySize() == 0 && key.accessSize() == 0
              : change(db, key.registrySize() - 1)
                  .equals(key.changeFrom(keys.get(i - 1).publicKey()));
      if (!named) {
        findings.add(
            "The journal's key of size %d is not the one that its entries name"
                .formatted(key.registrySize()));
      }
    }
    var newest = history.newest().map(KeyHistory.Key::publicKey).orElse(ByteString.EMPTY);
    if (!keys.isEmpty() && checkpoints.keys().find(newest).isEmpty()) {
      findings.add("The journal's newest key is not in the key ring");
    }
    return findings;
  }

  private CheckpointKeyChange change(DSLContext db, long sequence) {
    return entries.list(db, Log.REGISTRY, sequence, sequence + 1, DSL.noCondition(), 1).stream()
        .findFirst()
        .flatMap(VerifyKeys::entry)
        .map(JournalEntry::getCheckpointKeyChange)
        .orElseGet(CheckpointKeyChange::getDefaultInstance);
  }

  private static Optional<JournalEntry> entry(Leaf leaf) {
    try {
      return leaf.entry();
    } catch (JournalDamagedException e) {
      // It names no key then, and is itself a finding.
      return Optional.empty();
    }
  }
}

package org.sellerregistry.journal;

import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.SigningKeys;

/** A journal on a database of the tests. */
final class JournalFixture {
  final InstantSource clock = Clock.systemUTC();
  final Checkpoints checkpoints;
  final Journal journal = new Journal();
  final Transactor transactor;
  final JournalReader reader;

  JournalFixture(TestDatabase database) {
    this(database.transactor(), new Checkpoints(new SigningKeys(KeyRing.ephemeral())));
  }

  JournalFixture(Transactor transactor, Checkpoints checkpoints) {
    this.transactor = transactor;
    this.checkpoints = checkpoints;
    reader = new JournalReader(transactor, checkpoints, clock);
  }

  Sequencer sequencer(int batch) {
    return new Sequencer(transactor, checkpoints, clock, batch);
  }

  /** Sequences until nothing waits; whoever holds the logs yet, and may be dead, is waited for. */
  void sequence() {
    var sequencer = sequencer(100);
    var last = sequencer.sequence();
    while (!last.held() || last.entries() > 0) {
      last = sequencer.sequence();
    }
  }

  /** Appends an entry on a revision of a trader. */
  void append(UUID trader, long revision) {
    transactor.write(db -> {
      journal.append(db, entry(trader, revision));
      return true;
    });
  }

  JournalEntry entry(UUID trader, long revision) {
    var now = clock.instant();
    return JournalEntry.newBuilder()
        .setTime(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
        .setMethod("Test.Write")
        .setResource("marketplaces/shop/traders/" + trader)
        .setRevision(revision)
        .build();
  }

  /** Every entry in sequence. */
  List<Leaf> leaves() {
    var leaves = new ArrayList<Leaf>();
    var filter = JournalReader.Filter.all(Log.REGISTRY);
    for (var page = reader.entries(filter, 0, 1000);
        !page.leaves().isEmpty();
        page = reader.entries(filter, page.next(), 1000)) {
      leaves.addAll(page.leaves());
    }
    return leaves;
  }

  /** What does not fit. */
  List<VerifyTree.Finding> verify() {
    var findings = new ArrayList<VerifyTree.Finding>();
    for (var log : Log.values()) {
      var _ =
          new VerifyTree(transactor, checkpoints).verify(log, List.of(), leaf -> {}, findings::add);
    }
    return findings;
  }
}

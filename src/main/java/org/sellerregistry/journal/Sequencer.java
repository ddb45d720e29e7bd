package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.sellerregistry.journal.EntryStore.Sequenced;
import org.sellerregistry.journal.LogHeads.Head;
import org.sellerregistry.journal.PendingEntries.Pending;
import org.sellerregistry.storage.Transactor;

/**
 * Puts what was committed in sequence.
 *
 * <p>Guarantees: each entry gets a place once, places are numbered without gaps from 0, and those
 * of one trader are in the order of its revisions. Of all replicas one sequences at a time; the
 * others find the logs' rows locked and go on. A batch is one transaction: entries, tree, signed
 * checkpoint and the removal of what waited, or nothing.
 */
public final class Sequencer {
  private final Transactor transactor;
  private final Checkpoints checkpoints;
  private final InstantSource clock;
  private final int batch;
  private final LogHeads heads = new LogHeads();
  private final PendingEntries pending = new PendingEntries();
  private final EntryStore entries = new EntryStore();
  private final TileStore tiles = new TileStore();
  private final CheckpointStore kept = new CheckpointStore();
  private final SecureRandom random = new SecureRandom();

  /** What this sequencer signed last, so that it need not verify its own signature. */
  private final Map<Log, Signed> own = new ConcurrentHashMap<>();

  private record Signed(String note, long size, ByteString root) {}

  /**
   * @param transactor of a database of its own, whose sessions end soon after their client froze
   * @param batch how many entries a transaction takes
   */
  public Sequencer(Transactor transactor, Checkpoints checkpoints, InstantSource clock, int batch) {
    this.transactor = transactor;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.batch = batch;
  }

  /**
   * What a round did.
   *
   * @param held whether this replica held the logs
   * @param entries how many entries got their place
   * @param full whether it was a whole batch, so that more may wait
   */
  public record Result(boolean held, int entries, boolean full) {}

  /**
   * Puts a batch in sequence.
   *
   * @throws JournalDamagedException if a log's tree is not the one that was signed last: nothing is
   *     signed on top of it
   */
  public Result sequence() {
    return transactor.write(db -> {
      var now = clock.instant();
      var locked = heads.lock(db);
      if (locked.isEmpty()) {
        return new Result(false, 0, false);
      }
      for (var head : locked.get().values()) {
        requireSigned(db, head, now);
      }
      var taken = pending.take(db, batch, now);
      for (var head : locked.get().values()) {
        extend(db, head, taken.stream().filter(it -> it.log() == head.log()).toList(), now);
      }
      return new Result(true, taken.size(), taken.size() >= batch);
    });
  }

  /** Whoever changed the tree in the database could not sign it. */
  private void requireSigned(DSLContext db, Head head, Instant now) {
    if (head.note().isEmpty() && head.frontier().size() == 0) {
      heads.update(db, new Head(head.log(), head.frontier(), sign(head)), now);
      return;
    }
    var tree = new Signed(head.note(), head.frontier().size(), head.frontier().root());
    if (tree.equals(own.get(head.log()))) {
      return;
    }
    var signed = checkpoints.open(head.log(), head.note());
    if (signed.size() != head.frontier().size() || !signed.root().equals(head.frontier().root())) {
      throw new JournalDamagedException(
          "The tree of the log %s is not the one that was signed".formatted(head.log().text()));
    }
  }

  private void extend(DSLContext db, Head head, List<Pending> taken, Instant now) {
    if (taken.isEmpty()) {
      return;
    }
    var frontier = head.frontier();
    long size = frontier.size();
    var salts = new byte[taken.size() * Leaf.SALT_LENGTH];
    random.nextBytes(salts);
    var sequenced = new ArrayList<Sequenced>(taken.size());
    var hashes = new ArrayList<ByteString>(taken.size());
    for (int i = 0; i < taken.size(); i++) {
      var entry = taken.get(i);
      var salt = ByteString.copyFrom(salts, i * Leaf.SALT_LENGTH, Leaf.SALT_LENGTH);
      var hash = Leaf.hash(salt, entry.content());
      hashes.add(hash);
      frontier.append(hash);
      sequenced.add(
          new Sequenced(
              new Leaf(head.log(), size + i, hash, salt, entry.content(), entry.createTime()),
              Leaf.subject(entry.log(), entry.content())));
    }
    tiles.append(db, head.log(), size, hashes);
    entries.insert(db, sequenced);
    var note = sign(head);
    heads.update(db, new Head(head.log(), frontier, note), now);
    kept.keep(db, head.log(), frontier.size(), note, now);
  }

  private String sign(Head head) {
    long size = head.frontier().size();
    var root = head.frontier().root();
    var note = checkpoints.sign(head.log(), size, root).toString();
    own.put(head.log(), new Signed(note, size, root));
    return note;
  }
}

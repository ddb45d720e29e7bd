package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.sellerregistry.journal.EntryStore.Sequenced;
import org.sellerregistry.journal.LogHeads.Head;
import org.sellerregistry.journal.PendingEntries.Pending;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.vault.SigningKey;

/**
 * Puts what was committed in sequence.
 *
 * <p>Guarantees: each entry gets a place once, places are numbered without gaps from 0, and those
 * of one trader are in the order of its revisions. Of all replicas one sequences at a time; the
 * others find the logs' rows locked and go on. A batch is one transaction: entries, tree, signed
 * checkpoint and the removal of what waited, or nothing.
 *
 * <p>When the key ring has another key to sign with, a round of its own appends the entry that says
 * so, and signs both logs with both keys. Whoever knows the former key only goes on with it.
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

  private record Signed(String note, long size, ByteString root, ByteString publicKey) {}

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
      var signer = signer(db, locked.get(), now);
      var next = checkpoints.keys().current();
      if (next.version() > signer.version()) {
        changeKey(db, locked.get(), signer, next, now);
        return new Result(true, 1, true);
      }
      var taken = pending.take(db, batch, now);
      for (var head : locked.get().values()) {
        extend(db, head, taken.stream().filter(it -> it.log() == head.log()).toList(), signer, now);
      }
      return new Result(true, taken.size(), taken.size() >= batch);
    });
  }

  /**
   * The key that signed the logs last. It may be newer than the one that this replica's key ring
   * has to sign with, but never one that the key ring has no more: whoever stole that one signs
   * nothing.
   */
  private SigningKey signer(DSLContext db, Map<Log, Head> locked, Instant now) {
    if (locked.values().stream().allMatch(it -> it.note().isEmpty() && it.frontier().size() == 0)) {
      var first = checkpoints.keys().current();
      KeyHistory.begin(db, first.publicKey());
      for (var head : locked.values()) {
        heads.update(db, new Head(head.log(), head.frontier(), sign(head, first)), now);
      }
      return first;
    }
    var signers = locked.values().stream().map(this::signer).toList();
    if (signers.stream().map(SigningKey::publicKey).distinct().count() > 1) {
      throw new JournalDamagedException("The logs are not signed with the same key");
    }
    return signers.getFirst();
  }

  /** Whoever changed the tree in the database could not sign it. */
  private SigningKey signer(Head head) {
    long size = head.frontier().size();
    var root = head.frontier().root();
    var last = own.get(head.log());
    if (last != null && last.equals(new Signed(head.note(), size, root, last.publicKey()))) {
      var known = checkpoints.keys().find(last.publicKey());
      if (known.isPresent()) {
        return known.get();
      }
    }
    var signed = checkpoints.open(head.log(), head.note());
    if (signed.head().size() != size || !signed.head().root().equals(root)) {
      throw new JournalDamagedException(
          "The tree of the log %s is not the one that was signed".formatted(head.log().text()));
    }
    return signed.signer();
  }

  private void changeKey(
      DSLContext db, Map<Log, Head> locked, SigningKey former, SigningKey next, Instant now) {
    var registry = Objects.requireNonNull(locked.get(Log.REGISTRY));
    var access = Objects.requireNonNull(locked.get(Log.ACCESS));
    var key =
        new KeyHistory.Key(
            next.publicKey(), registry.frontier().size() + 1, access.frontier().size());
    var entry =
        JournalEntry.newBuilder()
            .setTime(
                Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
            .setMethod("AdminService.RotateKeys")
            .setResource("keys")
            .setPrincipal("registry")
            .setPurpose("checkpoints signed by another key")
            .setCheckpointKeyChange(key.changeFrom(former.publicKey()))
            .build();
    append(db, registry, List.of(new Pending(0, Log.REGISTRY, entry.toByteString(), now)));
    KeyHistory.add(db, key);
    for (var head : locked.values()) {
      var note = sign(head, former, next);
      heads.update(db, new Head(head.log(), head.frontier(), note), now);
      kept.putSignatures(db, head.log(), head.frontier().size(), note, now);
    }
  }

  private void extend(
      DSLContext db, Head head, List<Pending> taken, SigningKey signer, Instant now) {
    if (!taken.isEmpty()) {
      append(db, head, taken);
      var note = sign(head, signer);
      heads.update(db, new Head(head.log(), head.frontier(), note), now);
      kept.keep(db, head.log(), head.frontier().size(), note, now);
    }
  }

  /** Appends entries, and leaves the head to be signed. */
  private void append(DSLContext db, Head head, List<Pending> taken) {
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
  }

  /** Signs with each of the keys, the newest last. */
  private String sign(Head head, SigningKey... signers) {
    long size = head.frontier().size();
    var root = head.frontier().root();
    var note = checkpoints.sign(head.log(), size, root, signers).toString();
    own.put(head.log(), new Signed(note, size, root, signers[signers.length - 1].publicKey()));
    return note;
  }
}

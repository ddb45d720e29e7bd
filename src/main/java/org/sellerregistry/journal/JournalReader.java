package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_ENTRY;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import com.google.protobuf.ByteString;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.Transactor;

/** Reads the journal: entries in sequence, checkpoints, proofs. */
public final class JournalReader {
  /** How many entries one call searches for those of a method. */
  private static final int SEARCHED = 1000;

  private final Transactor transactor;
  private final Checkpoints checkpoints;
  private final InstantSource clock;
  private final LogHeads heads = new LogHeads();
  private final EntryStore entries = new EntryStore();
  private final TileStore tiles = new TileStore();
  private final CheckpointStore kept = new CheckpointStore();

  public JournalReader(Transactor transactor, Checkpoints checkpoints, InstantSource clock) {
    this.transactor = transactor;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /**
   * Which entries of a log.
   *
   * @param marketplace only those on a marketplace's resources, by its id; none for all
   * @param trader only those on one of its traders
   * @param method only those of a method; empty for all
   */
  public record Filter(
      Log log, @Nullable String marketplace, @Nullable UUID trader, String method) {
    /** All of a log. */
    public static Filter all(Log log) {
      return new Filter(log, null, null, "");
    }

    private Condition condition() {
      var condition = DSL.noCondition();
      if (marketplace != null) {
        condition = condition.and(JOURNAL_ENTRY.MARKETPLACE.eq(marketplace));
      }
      return trader == null ? condition : condition.and(JOURNAL_ENTRY.TRADER.eq(trader));
    }

    private boolean fits(Leaf leaf) {
      return method.isEmpty()
          || (leaf.log() == Log.REGISTRY
              && leaf.entry().filter(entry -> entry.getMethod().equals(method)).isPresent());
    }
  }

  /**
   * Some entries, and where to go on.
   *
   * @param next the sequence number to go on from
   * @param more whether there was more to search when this was read
   */
  public record Page(List<Leaf> leaves, long next, boolean more) {
    public Page {
      leaves = List.copyOf(leaves);
    }
  }

  /** The entries from a sequence number on; a page may be empty and have more behind it. */
  public Page entries(Filter filter, long from, int limit) {
    return transactor.read(db -> {
      long size = heads.size(db, filter.log());
      var rows = entries.list(db, filter.log(), from, size, filter.condition(), SEARCHED);
      var fitting = new ArrayList<Leaf>();
      for (var row : rows) {
        if (filter.fits(row)) {
          fitting.add(row);
          if (fitting.size() == limit) {
            long next = row.sequence() + 1;
            return new Page(fitting, next, next < size);
          }
        }
      }
      boolean more = rows.size() == SEARCHED;
      return new Page(fitting, more ? rows.getLast().sequence() + 1 : Math.max(from, size), more);
    });
  }

  /** The entries of the sequence numbers. */
  public List<Leaf> entries(Log log, List<Long> sequences) {
    return sequences.isEmpty()
        ? List.of()
        : transactor.read(db ->
            entries.list(
                db,
                log,
                0,
                Long.MAX_VALUE,
                JOURNAL_ENTRY.SEQUENCE.in(sequences),
                sequences.size()));
  }

  /** How many entries a log has. */
  public long size(Log log) {
    return transactor.read(db -> heads.size(db, log));
  }

  /** The latest checkpoint of a log. */
  public SignedNote checkpoint(Log log) {
    return transactor.read(db -> {
      var head = heads.read(db, log);
      return head.note().isEmpty()
          ? checkpoints.sign(log, 0, MerkleHash.EMPTY, checkpoints.keys().current())
          : SignedNote.parse(kept.find(db, log, head.frontier().size()).orElse(head.note()));
    });
  }

  /** Which keys signed the checkpoints. */
  public KeyHistory keys() {
    return transactor.read(KeyHistory::read);
  }

  /** The latest checkpoint of a log that is kept; empty if none was yet. */
  public Optional<SignedNote> latestKept(Log log) {
    return transactor.read(db -> kept.latest(db, log).map(SignedNote::parse));
  }

  /** The checkpoint that was kept of a size; empty if none was. */
  public Optional<SignedNote> checkpoint(Log log, long size) {
    return transactor.read(db -> kept.find(db, log, size).map(SignedNote::parse));
  }

  /** The checkpoints that were kept of sizes from {@code from} on, as they are stored. */
  public List<String> checkpoints(Log log, long from, int limit) {
    return transactor.read(
        db -> kept.list(db, log, from, limit).stream().map(CheckpointStore.Kept::note).toList());
  }

  /**
   * Adds a witness's cosignature to a kept checkpoint.
   *
   * @return the checkpoint with it; empty if none was kept of the size
   * @throws IllegalArgumentException if none of the witnesses made it for this checkpoint
   */
  public Optional<SignedNote> cosign(Log log, long size, List<VerifierKey> witnesses, String line) {
    return transactor.write(db ->
        kept.lock(db, log, size)
            .map(note -> {
              var cosigned = Checkpoints.cosign(SignedNote.parse(note), witnesses, line);
              kept.put(db, log, size, cosigned.toString(), clock.instant());
              return cosigned;
            }));
  }

  /**
   * A proof.
   *
   * @param root the root of the larger tree
   */
  public record Proof(ByteString root, List<ByteString> path) {
    public Proof {
      path = List.copyOf(path);
    }
  }

  /** That the entry is in the tree of a size, which the log has reached. */
  public Proof inclusion(Log log, long sequence, long size) {
    return transactor.read(db -> {
      var proofs = proofs(db, log);
      return new Proof(proofs.root(size), proofs.inclusion(sequence, size));
    });
  }

  /** That the tree of a size begins with that of another; the log has reached both. */
  public Proof consistency(Log log, long first, long second) {
    return transactor.read(db -> {
      var proofs = proofs(db, log);
      return new Proof(proofs.root(second), proofs.consistency(first, second));
    });
  }

  /** The root of the first {@code size} entries, which the log has reached. */
  public ByteString root(Log log, long size) {
    return transactor.read(db -> proofs(db, log).root(size));
  }

  /** What was committed and has no place yet, in the order of writing. */
  public List<ByteString> pending() {
    return transactor.read(db ->
        db.select(JOURNAL_PENDING.ENTRY)
            .from(JOURNAL_PENDING)
            .where(JOURNAL_PENDING.LOG.eq(Log.REGISTRY.code()))
            .orderBy(JOURNAL_PENDING.ID)
            .fetch(row -> ByteString.copyFrom(row.value1())));
  }

  private Proofs proofs(DSLContext db, Log log) {
    return new Proofs(tiles.subtrees(db, log));
  }
}

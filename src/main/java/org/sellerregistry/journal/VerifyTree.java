package org.sellerregistry.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sellerregistry.journal.LogHeads.Head;
import org.sellerregistry.storage.Transactor;

/**
 * Recomputes a log's tree from its entries and holds against it all that is stored of it: the
 * columns that entries are found by, the tiles that proofs are made of, the head that the next
 * entry is put on, and every signed checkpoint: those that are kept, the latest, and those that the
 * caller kept itself.
 */
public final class VerifyTree {
  private static final int PAGE = 1000;

  private final Transactor transactor;
  private final Checkpoints checkpoints;
  private final LogHeads heads = new LogHeads();
  private final EntryStore entries = new EntryStore();
  private final CheckpointStore kept = new CheckpointStore();
  private final VerifyKeys keys;

  public VerifyTree(Transactor transactor, Checkpoints checkpoints) {
    this.transactor = transactor;
    this.checkpoints = checkpoints;
    this.keys = new VerifyKeys(checkpoints);
  }

  /** What does not fit. */
  public sealed interface Finding {
    /** For people. */
    String text();

    /** The entries do not give the tree that was signed. */
    record WrongTree(String text) implements Finding {}

    /** An entry is missing, or is not the one that was hashed. */
    record WrongEntry(long sequence, String text) implements Finding {}

    /** A checkpoint is forged or of another tree. */
    record WrongCheckpoint(String text) implements Finding {}

    /** What is found by the entries is not what they say. */
    record WrongIndex(String text) implements Finding {}
  }

  /** How much was verified. */
  public record Result(long entries, long pruned, long checkpoints) {}

  /**
   * Verifies a log.
   *
   * @param anchors signed checkpoints of this log that the caller kept
   * @param each called with each entry, in sequence
   */
  public Result verify(
      Log log, List<String> anchors, Consumer<Leaf> each, Consumer<Finding> findings) {
    // Before the head, and the keys behind it: what comes meanwhile is not held against less.
    var stored = transactor.read(db -> kept.list(db, log, 0, Integer.MAX_VALUE));
    var run = new Run(log, findings);
    var head = run.head();
    run.keys();
    long size = head.map(it -> it.frontier().size()).orElseGet(() -> end(log));
    head.ifPresent(run::expectLatest);
    for (var checkpoint : stored) {
      run.expect(checkpoint.note(), "a kept checkpoint", checkpoint.size());
    }
    anchors.forEach(note -> run.expect(note, "a given checkpoint"));
    run.compare();
    run.entries(size, each);
    head.ifPresent(run::compareHead);
    transactor
        .read(db -> entries.stray(db, log))
        .ifPresent(place ->
            findings.accept(new Finding.WrongEntry(place, "The entry has no place there")));
    run.end();
    return new Result(run.frontier.size(), run.pruned, run.checkpoints);
  }

  private long end(Log log) {
    return transactor.read(db -> entries.end(db, log));
  }

  /** A checkpoint to be held against the tree. */
  private record Expected(TreeHead head, String whose) {}

  private final class Run {
    private final Log log;
    private final Consumer<Finding> findings;
    private final Map<Long, List<Expected>> expected = new TreeMap<>();
    private final TileCheck tiles;
    private KeyHistory history = new KeyHistory(List.of());
    final Frontier frontier = new Frontier();
    long pruned;
    long checkpoints;

    Run(Log log, Consumer<Finding> findings) {
      this.log = log;
      this.findings = findings;
      this.tiles =
          new TileCheck(transactor, log, text -> findings.accept(new Finding.WrongTree(text)));
    }

    Optional<Head> head() {
      try {
        return Optional.of(transactor.read(db -> heads.read(db, log)));
      } catch (JournalDamagedException e) {
        findings.accept(new Finding.WrongTree(String.valueOf(e.getMessage())));
        return Optional.empty();
      }
    }

    /** The keys of both logs are named in the registry's. */
    void keys() {
      history = transactor.read(KeyHistory::read);
      if (log == Log.REGISTRY) {
        // Told outside: whoever listens may ask the database too.
        transactor
            .read(db -> keys.verify(db, history))
            .forEach(text -> findings.accept(new Finding.WrongCheckpoint(text)));
      }
    }

    /** Of a log that nobody has begun to sequence nothing is signed. */
    void expectLatest(Head head) {
      if (head.frontier().size() > 0 || !head.note().isEmpty()) {
        expect(head.note(), "the latest checkpoint", head.frontier().size());
      }
    }

    void expect(String note, String whose, long size) {
      expect(note, whose)
          .filter(head -> head.size() != size)
          .ifPresent(head ->
              findings.accept(
                  new Finding.WrongCheckpoint(
                      "%s is of %d entries and in the place of one of %d"
                          .formatted(whose, head.size(), size))));
    }

    Optional<TreeHead> expect(String note, String whose) {
      checkpoints++;
      try {
        var head = VerifyTree.this.checkpoints.open(log, note, history);
        expected
            .computeIfAbsent(head.size(), key -> new ArrayList<>())
            .add(new Expected(head, whose));
        return Optional.of(head);
      } catch (JournalDamagedException e) {
        findings.accept(
            new Finding.WrongCheckpoint(
                whose + " is not signed with the journal's key of its size"));
        return Optional.empty();
      }
    }

    void entries(long size, Consumer<Leaf> each) {
      while (frontier.size() < size) {
        var rows = transactor.read(db -> entries.listStored(db, log, frontier.size(), size, PAGE));
        for (var row : rows) {
          if (row.leaf().sequence() != frontier.size()) {
            break;
          }
          check(row);
          pruned += row.leaf().isPruned() ? 1 : 0;
          frontier.append(row.leaf().hash());
          tiles.append(row.leaf().hash());
          compare();
          each.accept(row.leaf());
        }
        if (rows.isEmpty() || rows.getLast().leaf().sequence() != frontier.size() - 1) {
          findings.accept(new Finding.WrongEntry(frontier.size(), "The entry is missing"));
          break;
        }
      }
    }

    private void check(EntryStore.Stored row) {
      var leaf = row.leaf();
      if (!leaf.isIntact()) {
        findings.accept(
            new Finding.WrongEntry(
                leaf.sequence(), "The content of the entry is not the one that was hashed"));
      } else if (!row.isInItsPlace()) {
        findings.accept(
            new Finding.WrongEntry(
                leaf.sequence(), "The entry is not found by what its content speaks of"));
      }
    }

    void compare() {
      var here = expected.remove(frontier.size());
      if (here != null) {
        for (var it : here) {
          if (!it.head().root().equals(frontier.root())) {
            findings.accept(
                new Finding.WrongTree(
                    "The first %d entries do not give the tree of %s"
                        .formatted(frontier.size(), it.whose())));
          }
        }
      }
    }

    void compareHead(Head head) {
      if (head.frontier().size() == frontier.size()
          && !head.frontier().root().equals(frontier.root())) {
        findings.accept(
            new Finding.WrongTree("The entries do not give the tree of the log's head"));
      }
    }

    void end() {
      tiles.end();
      expected
          .values()
          .forEach(rest ->
              rest.forEach(it ->
                  findings.accept(
                      new Finding.WrongCheckpoint(
                          "%s is of %d entries, of which %d are there"
                              .formatted(it.whose(), it.head().size(), frontier.size())))));
    }
  }
}

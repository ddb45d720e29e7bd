package org.sellerregistry.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Recomputes a log's tree from its entries and holds every signed checkpoint against it: those that
 * are kept, the latest, and those that the caller kept itself.
 */
public final class VerifyTree {
  private static final int PAGE = 1000;

  private final JournalReader reader;
  private final Checkpoints checkpoints;

  public VerifyTree(JournalReader reader, Checkpoints checkpoints) {
    this.reader = reader;
    this.checkpoints = checkpoints;
  }

  /** What does not fit. */
  public sealed interface Finding {
    /** For people. */
    String text();

    /** The entries do not give the tree that was signed. */
    record WrongTree(String text) implements Finding {}

    /** An entry is missing, or its content is not the one that was hashed. */
    record WrongEntry(long sequence, String text) implements Finding {}

    /** A checkpoint is forged or of another tree. */
    record WrongCheckpoint(String text) implements Finding {}
  }

  /** How much was verified. */
  public record Result(long entries, long pruned, long checkpoints) {}

  /** A checkpoint to be held against the tree. */
  private record Expected(TreeHead head, String whose) {}

  /**
   * Verifies a log.
   *
   * @param anchors signed checkpoints of this log that the caller kept
   * @param each called with each entry, in sequence
   */
  public Result verify(
      Log log, List<String> anchors, Consumer<Leaf> each, Consumer<Finding> findings) {
    var expected = new TreeMap<Long, List<Expected>>();
    var latest = reader.checkpoint(log).toString();
    expect(log, latest, "the latest checkpoint", expected, findings);
    for (var note : reader.checkpoints(log, 0, Integer.MAX_VALUE)) {
      expect(log, note, "a kept checkpoint", expected, findings);
    }
    for (var note : anchors) {
      expect(log, note, "a given checkpoint", expected, findings);
    }
    long size = reader.size(log);
    var frontier = new Frontier();
    long pruned = 0;
    compare(frontier, expected, findings);
    while (frontier.size() < size) {
      var leaves = reader.entries(JournalReader.Filter.all(log), frontier.size(), PAGE).leaves();
      for (var leaf : leaves) {
        if (leaf.sequence() != frontier.size()) {
          break;
        }
        if (!leaf.isIntact()) {
          findings.accept(
              new Finding.WrongEntry(
                  leaf.sequence(), "The content of the entry is not the one that was hashed"));
        }
        pruned += leaf.isPruned() ? 1 : 0;
        frontier.append(leaf.hash());
        compare(frontier, expected, findings);
        each.accept(leaf);
      }
      if (leaves.isEmpty() || leaves.getLast().sequence() != frontier.size() - 1) {
        findings.accept(new Finding.WrongEntry(frontier.size(), "The entry is missing"));
        break;
      }
    }
    expected
        .values()
        .forEach(rest ->
            rest.forEach(it ->
                findings.accept(
                    new Finding.WrongCheckpoint(
                        "%s is of %d entries, of which %d are there"
                            .formatted(it.whose(), it.head().size(), frontier.size())))));
    return new Result(frontier.size(), pruned, 1 + anchors.size());
  }

  private void expect(
      Log log,
      String note,
      String whose,
      Map<Long, List<Expected>> expected,
      Consumer<Finding> findings) {
    try {
      var head = checkpoints.open(log, note);
      expected
          .computeIfAbsent(head.size(), key -> new ArrayList<>())
          .add(new Expected(head, whose));
    } catch (JournalDamagedException e) {
      findings.accept(
          new Finding.WrongCheckpoint(whose + " is not signed with this journal's key"));
    }
  }

  private static void compare(
      Frontier frontier, Map<Long, List<Expected>> expected, Consumer<Finding> findings) {
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
}

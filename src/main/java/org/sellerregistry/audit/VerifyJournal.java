package org.sellerregistry.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.sellerregistry.audit.VerifyRecords.Part;
import org.sellerregistry.journal.Checkpoints;
import org.sellerregistry.journal.JournalDamagedException;
import org.sellerregistry.journal.JournalReader;
import org.sellerregistry.journal.JournalReader.Filter;
import org.sellerregistry.journal.JournalThread;
import org.sellerregistry.journal.Leaf;
import org.sellerregistry.journal.Log;
import org.sellerregistry.journal.SignedNote;
import org.sellerregistry.journal.TreeHead;
import org.sellerregistry.journal.VerifyAccessIndex;
import org.sellerregistry.journal.VerifyTree;
import org.sellerregistry.journal.VerifyTree.Finding;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.JournalFinding;
import org.sellerregistry.v1.JournalFindingKind;
import org.sellerregistry.v1.JournalVerification;
import org.sellerregistry.v1.VerifyJournalResponse;
import org.sellerregistry.vault.Vault;

/**
 * Verifies the journal and what it answers for, while the registry goes on. A record that does not
 * fit is looked at again a moment later: it may just have been written.
 */
final class VerifyJournal {
  private static final int LOOKS = 4;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int PROGRESS = 10_000;
  private static final int MOST_FINDINGS = 1_000;

  private final Transactor transactor;
  private final JournalReader reader;
  private final JournalThread journal;
  private final Checkpoints checkpoints;
  private final VerifyRecords records;

  VerifyJournal(
      Transactor transactor,
      JournalReader reader,
      JournalThread journal,
      Checkpoints checkpoints,
      Vault vault) {
    this.transactor = transactor;
    this.reader = reader;
    this.journal = journal;
    this.checkpoints = checkpoints;
    this.records = new VerifyRecords(transactor, reader, vault);
  }

  /**
   * Verifies all.
   *
   * @param anchors checkpoints that the caller kept
   * @param out takes findings and progress as they come, and the summary at the end
   */
  void verify(List<String> anchors, Consumer<VerifyJournalResponse> out) {
    var run = new Run(out);
    var ledger = new RecordLedger();
    var index = new VerifyAccessIndex(transactor);
    run.tree(Log.REGISTRY, ofLog(Log.REGISTRY, anchors), leaf -> run.take(leaf, ledger));
    run.tree(
        Log.ACCESS,
        ofLog(Log.ACCESS, anchors),
        leaf -> {
          index.take(leaf);
          run.pruned.take(leaf);
        });
    index.findings().forEach(finding -> run.report(finding(Log.ACCESS, finding)));
    run.pruned(ledger);
    try {
      run.records(ledger);
    } catch (JournalDamagedException e) {
      run.report(
          finding(
              Log.REGISTRY,
              new Finding.WrongTree("The records were not compared: " + e.getMessage())));
    }
    out.accept(VerifyJournalResponse.newBuilder().setSummary(run.summary).build());
  }

  private List<String> ofLog(Log log, List<String> anchors) {
    var own = new ArrayList<String>();
    for (var anchor : anchors) {
      try {
        var origin = TreeHead.parse(SignedNote.parse(anchor).text()).origin();
        // One of no log of this journal is held against the first, where it does not fit.
        boolean known =
            List.of(Log.values()).stream().anyMatch(it -> checkpoints.origin(it).equals(origin));
        if (checkpoints.origin(log).equals(origin) || (!known && log == Log.REGISTRY)) {
          own.add(anchor);
        }
      } catch (IllegalArgumentException e) {
        throw Refusal.invalidField("anchors", "must be signed checkpoints");
      }
    }
    return own;
  }

  private final class Run {
    private final Consumer<VerifyJournalResponse> out;
    private final AtomicLong read = new AtomicLong();
    final PrunedEntries pruned = new PrunedEntries();
    final JournalVerification.Builder summary = JournalVerification.newBuilder();
    private long taken;

    Run(Consumer<VerifyJournalResponse> out) {
      this.out = out;
    }

    void tree(Log log, List<String> anchors, Consumer<Leaf> each) {
      var result =
          new VerifyTree(transactor, checkpoints)
              .verify(
                  log,
                  anchors,
                  leaf -> {
                    progress();
                    each.accept(leaf);
                  },
                  finding -> report(finding(log, finding)));
      summary
          .setEntries(summary.getEntries() + result.entries())
          .setPrunedEntries(summary.getPrunedEntries() + result.pruned())
          .setCheckpoints(summary.getCheckpoints() + result.checkpoints());
    }

    private void take(Leaf leaf, RecordLedger ledger) {
      pruned.take(leaf);
      VerifyRecords.entry(leaf)
          .ifPresent(entry -> {
            ledger.take(entry);
            pruned.take(entry);
          });
      taken = leaf.sequence() + 1;
    }

    /** Entries were pruned since, perhaps, by what has no place yet. */
    void pruned(RecordLedger ledger) {
      if (!pruned.areExplained()) {
        reader.pending().forEach(bytes -> pruned.take(VerifyRecords.parse(bytes)));
        catchUp(ledger);
      }
      for (var log : Log.values()) {
        for (long sequence : pruned.unexplained(log, MOST_FINDINGS)) {
          report(
              finding(
                  log,
                  new Finding.WrongEntry(
                      sequence, "The content is gone, and no entry says that it was pruned")));
        }
      }
    }

    void records(RecordLedger ledger) {
      var suspects = new ArrayList<Part>();
      long compared = 0;
      for (var part : records.parts(ledger)) {
        var outcome = records.compare(part, ledger, List.of());
        compared += outcome.records();
        progress();
        if (!outcome.findings().isEmpty()) {
          suspects.add(part);
        }
      }
      summary.setRecords(compared);
      for (int look = 1; look <= LOOKS && !suspects.isEmpty(); look++) {
        boolean last = look == LOOKS;
        pause();
        catchUp(ledger);
        // They are taken once more when they have their place, each after those before it.
        var pending = reader.pending();
        pending.forEach(bytes -> ledger.take(VerifyRecords.parse(bytes)));
        suspects.removeIf(part -> {
          var findings = records.compare(part, ledger, pending).findings();
          if (last) {
            findings.forEach(this::report);
          }
          return findings.isEmpty();
        });
      }
    }

    /** Takes the entries in that have come since. */
    private void catchUp(RecordLedger ledger) {
      boolean more = true;
      while (more) {
        var page = reader.entries(Filter.all(Log.REGISTRY), taken, 1000);
        page.leaves().forEach(leaf -> take(leaf, ledger));
        more = page.more();
      }
    }

    private void pause() {
      try {
        journal.awaitBeyond(Log.REGISTRY, Long.MAX_VALUE - 1, BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void progress() {
      if (read.incrementAndGet() % PROGRESS == 0) {
        out.accept(VerifyJournalResponse.newBuilder().setProgress(read.get()).build());
      }
    }

    private void report(JournalFinding finding) {
      summary.setFindings(summary.getFindings() + 1);
      out.accept(VerifyJournalResponse.newBuilder().setFinding(finding).build());
    }
  }

  private static JournalFinding finding(Log log, Finding finding) {
    var kind =
        switch (finding) {
          case Finding.WrongTree _ -> JournalFindingKind.JOURNAL_FINDING_KIND_TREE;
          case Finding.WrongEntry _ -> JournalFindingKind.JOURNAL_FINDING_KIND_ENTRY;
          case Finding.WrongCheckpoint _ -> JournalFindingKind.JOURNAL_FINDING_KIND_CHECKPOINT;
          case Finding.WrongIndex _ -> JournalFindingKind.JOURNAL_FINDING_KIND_INDEX;
        };
    var place = finding instanceof Finding.WrongEntry entry ? "/" + entry.sequence() : "";
    return JournalFinding.newBuilder()
        .setKind(kind)
        .setResource("journal/" + log.text() + place)
        .setText(finding.text())
        .build();
  }
}

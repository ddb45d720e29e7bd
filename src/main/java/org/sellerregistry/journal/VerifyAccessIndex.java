package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.ACCESS_BY_TRADER;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_CONSUMER;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_LOG;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.journal.AccessIndex.Row;
import org.sellerregistry.journal.VerifyTree.Finding;
import org.sellerregistry.storage.Transactor;

/**
 * Holds the index of accesses by trader against the leaves of the access log: what is not in it is
 * shown to nobody who asks who saw a trader.
 */
public final class VerifyAccessIndex {
  private static final int LEAVES = 200;

  private final Transactor transactor;
  private final EntryStore entries = new EntryStore();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Leaf> waiting = new ArrayList<>();

  /** What the index has taken in before the leaves are read. */
  private final long position;

  private long present;

  public VerifyAccessIndex(Transactor transactor) {
    this.transactor = transactor;
    this.position =
        transactor.read(db ->
            db.select(JOURNAL_CONSUMER.POSITION)
                .from(JOURNAL_CONSUMER)
                .where(JOURNAL_CONSUMER.CONSUMER.eq(AccessIndex.NAME))
                .fetchOptional(JOURNAL_CONSUMER.POSITION)
                .orElse(-1L));
    long size = transactor.read(db -> entries.end(db, Log.ACCESS));
    if (position < 0 || position > size) {
      findings.add(new Finding.WrongIndex("The index of accesses is not within the log"));
    }
  }

  /** Takes the next leaf of the access log. */
  public void take(Leaf leaf) {
    if (leaf.sequence() < position) {
      waiting.add(leaf);
      if (waiting.size() == LEAVES) {
        compare();
      }
    }
  }

  /** What does not fit, after the last leaf. */
  public List<Finding> findings() {
    compare();
    long stored =
        transactor.read(
            db -> (long) db.fetchCount(ACCESS_BY_TRADER, ACCESS_BY_TRADER.SEQUENCE.lt(position)));
    long more = stored - present + transactor.read(VerifyAccessIndex::behindTheLog);
    if (more > 0) {
      findings.add(
          new Finding.WrongIndex(
              "The index of accesses has %d rows that no entry gives".formatted(more)));
    }
    return List.copyOf(findings);
  }

  private static long behindTheLog(DSLContext db) {
    return db.selectCount()
        .from(ACCESS_BY_TRADER)
        .join(JOURNAL_LOG)
        .on(JOURNAL_LOG.LOG.eq(Log.ACCESS.code()))
        .where(ACCESS_BY_TRADER.SEQUENCE.ge(JOURNAL_LOG.SIZE))
        .fetchSingle()
        .value1();
  }

  private void compare() {
    if (waiting.isEmpty()) {
      return;
    }
    var expected = new HashSet<Row>();
    waiting.forEach(leaf -> AccessIndex.collect(leaf, expected));
    long first = waiting.getFirst().sequence();
    long last = waiting.getLast().sequence();
    waiting.clear();
    var stored =
        expected.stream().collect(Collectors.groupingBy(Row::marketplace)).entrySet().stream()
            .flatMap(rows -> stored(rows.getKey(), rows.getValue(), first, last).stream())
            .collect(Collectors.toSet());
    for (var row : expected) {
      if (stored.contains(row)) {
        present++;
      } else if (!isPruned(row.sequence())) {
        findings.add(
            new Finding.WrongIndex(
                "The access of entry %d is not found by marketplaces/%s/traders/%s"
                    .formatted(row.sequence(), row.marketplace(), row.trader())));
      }
    }
  }

  /** Since it was read. */
  private boolean isPruned(long sequence) {
    return transactor.read(db ->
        entries.list(db, Log.ACCESS, sequence, sequence + 1, DSL.noCondition(), 1).stream()
            .anyMatch(Leaf::isPruned));
  }

  private Set<Row> stored(String marketplace, List<Row> rows, long first, long last) {
    var traders = rows.stream().map(Row::trader).collect(Collectors.toSet());
    return transactor.read(db ->
        db.selectFrom(ACCESS_BY_TRADER)
            .where(ACCESS_BY_TRADER.MARKETPLACE.eq(marketplace))
            .and(ACCESS_BY_TRADER.TRADER.in(traders))
            .and(ACCESS_BY_TRADER.SEQUENCE.between(first, last))
            .fetchSet(row -> new Row(row.getMarketplace(), row.getTrader(), row.getSequence())));
  }
}

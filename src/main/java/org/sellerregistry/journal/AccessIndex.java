package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.ACCESS_BY_TRADER;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_CONSUMER;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.sellerregistry.storage.Failures;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.AccessBatch;

/** Finds the leaves of the access log by trader; built behind the log, by one replica at a time. */
public final class AccessIndex {
  static final String NAME = "access_by_trader";
  private static final int LEAVES = 200;

  private static final String ROWS =
      "JSON_TABLE(?, '$[*]' COLUMNS (trader CHAR(32) PATH '$[0]', sequence BIGINT PATH '$[1]')) r";

  /** The rows as one parameter, so that the statement stays prepared however many there are. */
  private static final String INSERT =
      """
      INSERT IGNORE INTO access_by_trader (marketplace, trader, sequence)
      SELECT ?, UNHEX(r.trader), r.sequence FROM %s\
      """
          .formatted(ROWS);

  private static final String DELETE =
      """
      DELETE a FROM %s
      STRAIGHT_JOIN access_by_trader a
        ON a.marketplace = ? AND a.trader = UNHEX(r.trader) AND a.sequence = r.sequence\
      """
          .formatted(ROWS);

  private final Transactor transactor;
  private final LogHeads heads = new LogHeads();
  private final EntryStore entries = new EntryStore();

  public AccessIndex(Transactor transactor) {
    this.transactor = transactor;
  }

  /** That a leaf names a trader. */
  record Row(String marketplace, UUID trader, long sequence) {}

  /**
   * Takes the next leaves in.
   *
   * @return whether there may be more
   */
  public boolean advance() {
    return transactor.write(db -> {
      var position = lock(db);
      if (position.isEmpty()) {
        return false;
      }
      long size = heads.size(db, Log.ACCESS);
      if (position.get() >= size) {
        return false;
      }
      var leaves = entries.list(db, Log.ACCESS, position.get(), size, DSL.noCondition(), LEAVES);
      var rows = new HashSet<Row>();
      leaves.forEach(leaf -> collect(leaf, rows));
      insert(db, rows);
      db.update(JOURNAL_CONSUMER)
          .set(JOURNAL_CONSUMER.POSITION, leaves.getLast().sequence() + 1)
          .where(JOURNAL_CONSUMER.CONSUMER.eq(NAME))
          .execute();
      return leaves.size() == LEAVES;
    });
  }

  /** The leaves that name a trader, behind a sequence number, in their order. */
  public List<Long> find(String marketplace, UUID trader, long from, int limit) {
    return transactor.read(db ->
        db.select(ACCESS_BY_TRADER.SEQUENCE)
            .from(ACCESS_BY_TRADER)
            .where(ACCESS_BY_TRADER.MARKETPLACE.eq(marketplace))
            .and(ACCESS_BY_TRADER.TRADER.eq(trader))
            .and(ACCESS_BY_TRADER.SEQUENCE.ge(from))
            .orderBy(ACCESS_BY_TRADER.SEQUENCE)
            .limit(limit)
            .fetch(ACCESS_BY_TRADER.SEQUENCE));
  }

  private static Optional<Long> lock(DSLContext db) {
    try {
      return db.select(JOURNAL_CONSUMER.POSITION)
          .from(JOURNAL_CONSUMER)
          .where(JOURNAL_CONSUMER.CONSUMER.eq(NAME))
          .forUpdate()
          .noWait()
          .fetchOptional(JOURNAL_CONSUMER.POSITION);
    } catch (DataAccessException e) {
      if (Failures.isLocked(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Adds what a leaf names. */
  static void collect(Leaf leaf, Set<Row> rows) {
    if (leaf.content() == null) {
      return;
    }
    try {
      for (var access : AccessBatch.parseFrom(leaf.content()).getAccessesList()) {
        for (var returned : access.getTradersList()) {
          var subject = Leaf.subject(returned.getTrader());
          if (subject.trader() != null) {
            rows.add(new Row(subject.marketplace(), subject.trader(), leaf.sequence()));
          }
        }
      }
    } catch (InvalidProtocolBufferException e) {
      // What nobody can read names nobody; verification names it.
    }
  }

  private static void insert(DSLContext db, Set<Row> rows) {
    lists(rows).forEach((marketplace, list) -> db.execute(INSERT, marketplace, list));
  }

  /** Forgets what was taken in. */
  static void delete(DSLContext db, Set<Row> rows) {
    lists(rows).forEach((marketplace, list) -> db.execute(DELETE, list, marketplace));
  }

  /**
   * The rows of each marketplace as a list in JSON, in the order of the table's key: each page of
   * it is touched once.
   */
  private static Map<String, String> lists(Set<Row> rows) {
    var ordered = new TreeMap<String, TreeSet<String>>();
    for (var row : rows) {
      var trader = HexFormat.of().formatHex(Ids.toBytes(row.trader()));
      var _ =
          ordered
              .computeIfAbsent(row.marketplace(), _ -> new TreeSet<>())
              .add("[\"" + trader + "\"," + row.sequence() + "]");
    }
    var lists = new TreeMap<String, String>();
    ordered.forEach((marketplace, list) -> lists.put(marketplace, list.toString()));
    return lists;
  }
}

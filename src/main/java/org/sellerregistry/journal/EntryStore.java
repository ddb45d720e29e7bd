package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_ENTRY;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_LOG;

import com.google.protobuf.ByteString;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.generated.tables.records.JournalEntryRecord;
import org.sellerregistry.v1.JournalEntry;

/** The rows of {@code journal_entry}. */
final class EntryStore {
  private static final String INSERT =
      """
      INSERT INTO journal_entry
      (log, sequence, leaf_hash, salt, format_version, content, marketplace, trader, create_time)
      VALUES\
      """;

  private static final String ROW = "(?,?,?,?,?,?,?,?,?)";
  private static final int COLUMNS = 9;

  /**
   * Statements have one, two, four ... rows: few different ones, which stay prepared on the server.
   * To prepare one for all rows of a batch anew costs as much as to execute it.
   */
  private static final int MOST_ROWS = 256;

  /** An entry with what it is found by. */
  record Sequenced(Leaf leaf, Leaf.Subject subject) {}

  /** An entry as its row has it. */
  record Stored(Leaf leaf, Leaf.Subject subject, int format) {
    /** The database may round what has more digits than it keeps. */
    private static final Duration DIGIT = Duration.ofNanos(1_000);

    /** Whether the columns beside the content are those that it was stored with. */
    boolean isInItsPlace() {
      var content = leaf.content();
      if (format != Journal.FORMAT || content == null) {
        return format == Journal.FORMAT;
      }
      return Leaf.subject(leaf.log(), content).equals(subject)
          && (leaf.log() == Log.ACCESS || leaf.entry().filter(this::isOfItsTime).isPresent());
    }

    private boolean isOfItsTime(JournalEntry entry) {
      var time = Instant.ofEpochSecond(entry.getTime().getSeconds(), entry.getTime().getNanos());
      return Duration.between(time, leaf.createTime()).abs().compareTo(DIGIT) <= 0;
    }
  }

  void insert(DSLContext db, List<Sequenced> entries) {
    db.connection(connection -> {
      int from = 0;
      while (from < entries.size()) {
        int rows = Math.min(MOST_ROWS, Integer.highestOneBit(entries.size() - from));
        try (var statement =
            connection.prepareStatement(INSERT + (ROW + ",").repeat(rows - 1) + ROW)) {
          for (int row = 0; row < rows; row++) {
            bind(statement, row * COLUMNS, entries.get(from + row));
          }
          var _ = statement.executeUpdate();
        }
        from += rows;
      }
    });
  }

  /** The entries from a sequence number on that fit a condition. */
  List<Leaf> list(DSLContext db, Log log, long from, long before, Condition which, int limit) {
    return db.selectFrom(JOURNAL_ENTRY)
        .where(JOURNAL_ENTRY.LOG.eq(log.code()))
        .and(JOURNAL_ENTRY.SEQUENCE.ge(from))
        .and(JOURNAL_ENTRY.SEQUENCE.lt(before))
        .and(which)
        .orderBy(JOURNAL_ENTRY.SEQUENCE)
        .limit(limit)
        .fetch(EntryStore::leaf);
  }

  /** Every entry from a sequence number on, with the columns that it is found by. */
  List<Stored> listStored(DSLContext db, Log log, long from, long before, int limit) {
    return db.selectFrom(JOURNAL_ENTRY)
        .where(JOURNAL_ENTRY.LOG.eq(log.code()))
        .and(JOURNAL_ENTRY.SEQUENCE.ge(from))
        .and(JOURNAL_ENTRY.SEQUENCE.lt(before))
        .orderBy(JOURNAL_ENTRY.SEQUENCE)
        .limit(limit)
        .fetch(row ->
            new Stored(
                leaf(row),
                new Leaf.Subject(row.getMarketplace(), row.getTrader()),
                row.getFormatVersion()));
  }

  /** The first of the entries that lie behind the log's end. */
  Optional<Long> stray(DSLContext db, Log log) {
    return db.select(JOURNAL_ENTRY.SEQUENCE)
        .from(JOURNAL_ENTRY)
        .join(JOURNAL_LOG)
        .on(JOURNAL_LOG.LOG.eq(JOURNAL_ENTRY.LOG))
        .where(JOURNAL_ENTRY.LOG.eq(log.code()))
        .and(JOURNAL_ENTRY.SEQUENCE.ge(JOURNAL_LOG.SIZE).or(JOURNAL_ENTRY.SEQUENCE.lt(0L)))
        .orderBy(JOURNAL_ENTRY.SEQUENCE)
        .limit(1)
        .fetchOptional(JOURNAL_ENTRY.SEQUENCE);
  }

  /** How many places the stored entries take. */
  long end(DSLContext db, Log log) {
    return db.select(JOURNAL_ENTRY.SEQUENCE)
        .from(JOURNAL_ENTRY)
        .where(JOURNAL_ENTRY.LOG.eq(log.code()))
        .orderBy(JOURNAL_ENTRY.SEQUENCE.desc())
        .limit(1)
        .fetchOptional(row -> row.value1() + 1)
        .orElse(0L);
  }

  /** Takes content and salt from entries; their leaf hashes stay. */
  void prune(DSLContext db, Log log, List<Long> sequences) {
    db.update(JOURNAL_ENTRY)
        .setNull(JOURNAL_ENTRY.SALT)
        .setNull(JOURNAL_ENTRY.CONTENT)
        .where(JOURNAL_ENTRY.LOG.eq(log.code()))
        .and(JOURNAL_ENTRY.SEQUENCE.in(sequences))
        .execute();
  }

  private static void bind(PreparedStatement statement, int before, Sequenced entry)
      throws SQLException {
    var leaf = entry.leaf();
    var trader = entry.subject().trader();
    statement.setInt(before + 1, leaf.log().code());
    statement.setLong(before + 2, leaf.sequence());
    statement.setBytes(before + 3, leaf.hash().toByteArray());
    statement.setBytes(before + 4, bytes(leaf.salt()));
    statement.setInt(before + 5, Journal.FORMAT);
    statement.setBytes(before + 6, bytes(leaf.content()));
    statement.setString(before + 7, entry.subject().marketplace());
    statement.setBytes(before + 8, trader == null ? null : Ids.toBytes(trader));
    statement.setObject(before + 9, LocalDateTime.ofInstant(leaf.createTime(), ZoneOffset.UTC));
  }

  private static byte @Nullable [] bytes(@Nullable ByteString value) {
    return value == null ? null : value.toByteArray();
  }

  private static Leaf leaf(JournalEntryRecord row) {
    return new Leaf(
        Log.of(row.getLog()),
        row.getSequence(),
        ByteString.copyFrom(row.getLeafHash()),
        row.getSalt() == null ? null : ByteString.copyFrom(row.getSalt()),
        row.getContent() == null ? null : ByteString.copyFrom(row.getContent()),
        row.getCreateTime());
  }
}

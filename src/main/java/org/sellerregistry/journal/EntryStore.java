package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_ENTRY;

import com.google.protobuf.ByteString;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.generated.tables.records.JournalEntryRecord;

/** The rows of {@code journal_entry}. */
final class EntryStore {
  /** As a batch the driver makes one statement of it: thousands of rows in a round trip. */
  private static final String INSERT =
      """
      INSERT INTO journal_entry
      (log, sequence, leaf_hash, salt, format_version, content, marketplace, trader, create_time)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  /** An entry with what it is found by. */
  record Sequenced(Leaf leaf, Leaf.Subject subject) {}

  void insert(DSLContext db, List<Sequenced> entries) {
    db.connection(connection -> {
      try (var statement = connection.prepareStatement(INSERT)) {
        for (var entry : entries) {
          bind(statement, entry);
          statement.addBatch();
        }
        var _ = statement.executeBatch();
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

  /** Takes content and salt from an entry; its leaf hash stays. */
  void prune(DSLContext db, Log log, long sequence) {
    db.update(JOURNAL_ENTRY)
        .setNull(JOURNAL_ENTRY.SALT)
        .setNull(JOURNAL_ENTRY.CONTENT)
        .where(JOURNAL_ENTRY.LOG.eq(log.code()))
        .and(JOURNAL_ENTRY.SEQUENCE.eq(sequence))
        .execute();
  }

  private static void bind(PreparedStatement statement, Sequenced entry) throws SQLException {
    var leaf = entry.leaf();
    var trader = entry.subject().trader();
    statement.setInt(1, leaf.log().code());
    statement.setLong(2, leaf.sequence());
    statement.setBytes(3, leaf.hash().toByteArray());
    statement.setBytes(4, bytes(leaf.salt()));
    statement.setInt(5, Journal.FORMAT);
    statement.setBytes(6, bytes(leaf.content()));
    statement.setString(7, entry.subject().marketplace());
    statement.setBytes(8, trader == null ? null : Ids.toBytes(trader));
    statement.setObject(9, LocalDateTime.ofInstant(leaf.createTime(), ZoneOffset.UTC));
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

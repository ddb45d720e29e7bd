package org.sellerregistry.onboarding;

import static org.sellerregistry.storage.generated.Tables.DATA_KEY;
import static org.sellerregistry.storage.generated.Tables.EVIDENCE;
import static org.sellerregistry.storage.generated.Tables.ITEM_CHECK;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_CHECKPOINT;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_ENTRY;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_KEY;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_LOG;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_TILE;
import static org.sellerregistry.storage.generated.Tables.KEY_RING_READER;
import static org.sellerregistry.storage.generated.Tables.KEY_VERSION;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;
import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;
import static org.sellerregistry.storage.generated.Tables.OPERATION;
import static org.sellerregistry.storage.generated.Tables.PRESERVATION;
import static org.sellerregistry.storage.generated.Tables.PUBLIC_INFO;
import static org.sellerregistry.storage.generated.Tables.RETENTION_DUE;
import static org.sellerregistry.storage.generated.Tables.STANDING;
import static org.sellerregistry.storage.generated.Tables.STOREFRONT;
import static org.sellerregistry.storage.generated.Tables.TRADER;
import static org.sellerregistry.storage.generated.Tables.TRADER_ERASURE;
import static org.sellerregistry.storage.generated.Tables.TRADER_REVISION;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.sellerregistry.storage.TestDatabase;

/** Looks into the tables from outside. */
final class Tables {
  private static final List<Table<?>> ALL =
      List.of(
          TRADER,
          TRADER_REVISION,
          TRADER_SECTION,
          DATA_KEY,
          LOOKUP_TOKEN,
          STOREFRONT,
          ITEM_CHECK,
          STANDING,
          PUBLIC_INFO,
          JOURNAL_PENDING);

  private Tables() {}

  /** Every row of every table that a trader's record lies in. */
  static Map<String, Result<?>> rows(Registry registry) {
    return registry.transactor.read(db -> {
      var rows = new LinkedHashMap<String, Result<?>>();
      for (var table : ALL) {
        rows.put(table.getName(), db.selectFrom(table).orderBy(table.fields()).fetch());
      }
      return rows;
    });
  }

  /** Deletes every row, of all marketplaces. */
  static void empty(TestDatabase database) {
    var more =
        List.of(
            EVIDENCE,
            MARKETPLACE,
            KEY_VERSION,
            KEY_RING_READER,
            OPERATION,
            RETENTION_DUE,
            PRESERVATION,
            TRADER_ERASURE,
            JOURNAL_ENTRY,
            JOURNAL_TILE,
            JOURNAL_CHECKPOINT,
            JOURNAL_KEY);
    database
        .transactor()
        .write(db -> {
          Stream.concat(ALL.stream(), more.stream())
              .forEach(table -> db.deleteFrom(table).where(DSL.trueCondition()).execute());
          db.update(JOURNAL_LOG)
              .set(JOURNAL_LOG.SIZE, 0L)
              .set(JOURNAL_LOG.FRONTIER, new byte[0])
              .set(JOURNAL_LOG.NOTE, "")
              .where(DSL.trueCondition())
              .execute();
          return true;
        });
  }

  /** How the intervals of one thing break the rules; empty if they do not. */
  static List<String> overlaps(Registry registry) {
    return registry.transactor.read(db -> {
      var found = new ArrayList<String>();
      found.addAll(
          overlaps(
              db.selectFrom(TRADER_SECTION)
                  .orderBy(
                      TRADER_SECTION.MARKETPLACE,
                      TRADER_SECTION.TRADER,
                      TRADER_SECTION.SECTION,
                      TRADER_SECTION.REVISION)
                  .fetch(),
              TRADER_SECTION.VALID_FROM,
              TRADER_SECTION.VALID_TO,
              List.of(TRADER_SECTION.MARKETPLACE, TRADER_SECTION.TRADER, TRADER_SECTION.SECTION)));
      found.addAll(
          overlaps(
              db.selectFrom(PUBLIC_INFO)
                  .orderBy(
                      PUBLIC_INFO.MARKETPLACE,
                      PUBLIC_INFO.TRADER,
                      PUBLIC_INFO.OFFERING,
                      PUBLIC_INFO.VALID_FROM)
                  .fetch(),
              PUBLIC_INFO.VALID_FROM,
              PUBLIC_INFO.VALID_TO,
              List.of(PUBLIC_INFO.MARKETPLACE, PUBLIC_INFO.TRADER, PUBLIC_INFO.OFFERING)));
      found.addAll(
          overlaps(
              db.selectFrom(STOREFRONT)
                  .orderBy(STOREFRONT.MARKETPLACE, STOREFRONT.STOREFRONT_ID, STOREFRONT.VALID_FROM)
                  .fetch(),
              STOREFRONT.VALID_FROM,
              STOREFRONT.VALID_TO,
              List.of(STOREFRONT.MARKETPLACE, STOREFRONT.STOREFRONT_ID)));
      return found;
    });
  }

  private static List<String> overlaps(
      Result<?> rows,
      TableField<?, Instant> from,
      TableField<?, Instant> to,
      List<TableField<?, ?>> key) {
    var found = new ArrayList<String>();
    Record former = null;
    for (var row : rows) {
      boolean same = former != null && isSame(former, row, key);
      if (row.get(to).isBefore(row.get(from)) || same && former.get(to).isAfter(row.get(from))) {
        found.add(from + ": " + former + " then " + row);
      }
      former = row;
    }
    return found;
  }

  private static boolean isSame(Record one, Record other, List<TableField<?, ?>> key) {
    return key.stream().allMatch(field -> one.get(field).equals(other.get(field)));
  }
}

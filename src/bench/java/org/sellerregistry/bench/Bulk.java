package org.sellerregistry.bench;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/** Rows of one table, inserted in one statement. */
final class Bulk {
  private final Table<?> table;
  private final Field<?>[] fields;
  private final List<Object[]> rows = new ArrayList<>();

  Bulk(Table<?> table, Field<?>... fields) {
    this.table = table;
    this.fields = fields;
  }

  void add(Object... values) {
    rows.add(values);
  }

  void insert(DSLContext db) {
    if (!rows.isEmpty()) {
      // The driver makes one insert of many rows out of the batch.
      var _ =
          db.batch(db.insertInto(table).columns(fields).values(new Object[fields.length]))
              .bind(rows.toArray(Object[][]::new))
              .execute();
    }
    rows.clear();
  }
}

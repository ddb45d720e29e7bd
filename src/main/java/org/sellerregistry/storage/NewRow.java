package org.sellerregistry.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jspecify.annotations.Nullable;

/** A row to insert; columns that are not set get their default. For {@link Inserts}. */
public final class NewRow {
  private final Table<?> table;
  private final Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();

  private NewRow(Table<?> table) {
    this.table = table;
  }

  /** A row of a table, without values yet. */
  public static NewRow into(Table<?> table) {
    return new NewRow(table);
  }

  /** The row of a record, with the columns that were set. */
  public static NewRow of(TableRecord<?> record) {
    var row = new NewRow(record.getTable());
    for (var field : record.fields()) {
      if (record.touched(field)) {
        row.values.put(field, record.get(field));
      }
    }
    return row;
  }

  /** Sets a column. */
  public <T> NewRow set(Field<T> column, @Nullable T value) {
    values.put(column, value);
    return this;
  }

  Shape shape() {
    return new Shape(table, List.copyOf(values.keySet()));
  }

  @Nullable Object[] values() {
    return values.values().toArray();
  }

  /** Rows of one shape fit into one statement. */
  record Shape(Table<?> table, List<Field<?>> columns) {}
}

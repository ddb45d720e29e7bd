package org.sellerregistry.storage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jspecify.annotations.Nullable;

/** A row to insert; columns that are not set get their default. For {@link Inserts}. */
public final class NewRow {
  private final Table<?> table;
  private final @Nullable Object[] values;

  /** A bit for each column that is set, the first column's being the lowest. */
  private long columns;

  private NewRow(Table<?> table) {
    int width = table.fieldsRow().size();
    if (width > Long.SIZE) {
      throw new IllegalArgumentException(table + " has too many columns");
    }
    this.table = table;
    this.values = new Object[width];
  }

  /** A row of a table, without values yet. */
  public static NewRow into(Table<?> table) {
    return new NewRow(table);
  }

  /** The row of a record, with the columns that were set. */
  public static NewRow of(TableRecord<?> record) {
    var row = new NewRow(record.getTable());
    for (int i = 0; i < row.values.length; i++) {
      if (record.touched(i)) {
        row.set(i, record.get(i));
      }
    }
    return row;
  }

  /** Sets a column. */
  public <T> NewRow set(Field<T> column, @Nullable T value) {
    int index = table.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(table + " has no column " + column);
    }
    set(index, value);
    return this;
  }

  private void set(int index, @Nullable Object value) {
    values[index] = value;
    columns |= 1L << index;
  }

  Shape shape() {
    return new Shape(table.getName(), columns);
  }

  /** The columns that are set. */
  List<Field<?>> columns() {
    var fields = table.fields();
    return IntStream.range(0, values.length)
        .filter(this::isSet)
        .<Field<?>>mapToObj(i -> fields[i])
        .toList();
  }

  /** The values of these columns. */
  @Nullable Object[] values() {
    var set = new @Nullable Object[Long.bitCount(columns)];
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      if (isSet(i)) {
        set[next++] = values[i];
      }
    }
    return set;
  }

  private boolean isSet(int index) {
    return (columns & 1L << index) != 0;
  }

  @Override
  public String toString() {
    return table.getName() + Arrays.toString(columns().toArray());
  }

  /** Rows of one shape fit into one statement. */
  record Shape(String table, long columns) {}
}

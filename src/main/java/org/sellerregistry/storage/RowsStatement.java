package org.sellerregistry.storage;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.CustomQueryPart;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows of one table by one statement. jOOQ runs it, with all who listen, but neither
 * composes its text nor binds its values, which for hundreds of values costs more than all else:
 * the text is that of one row, repeated.
 */
final class RowsStatement {
  private final DSLContext db;
  private final Binder binder = new Binder();

  /** For statements of one transaction, one after the other. */
  RowsStatement(DSLContext db) {
    this.db = db.configuration().deriveAppending(binder).dsl();
  }

  /** Inserts rows of one shape. */
  void insert(List<NewRow> rows) {
    var first = rows.getFirst();
    var columns = first.columns();
    binder.rows = rows;
    binder.converters = columns.stream().<Converter<?, ?>>map(Field::getConverter).toList();
    var text = text(first.shape().table(), columns, rows.size());
    var _ = db.query("{0}", CustomQueryPart.of(context -> context.sql(text))).execute();
  }

  private static String text(String table, List<Field<?>> columns, int rows) {
    var marks = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    return "insert into `%s` (%s) values "
            .formatted(
                table, columns.stream().map(it -> "`" + it.getName() + "`").collect(joining(", ")))
        + marks
        + (", " + marks).repeat(rows - 1);
  }

  /** Binds the values when the statement is prepared. */
  private static final class Binder implements ExecuteListener {
    private static final long serialVersionUID = 1;

    private transient List<NewRow> rows = List.of();
    private transient List<Converter<?, ?>> converters = List.of();

    @Override
    public void bindEnd(ExecuteContext context) {
      var statement = requireNonNull(context.statement(), "bound before it is prepared");
      try {
        int index = 1;
        for (var row : rows) {
          var values = row.values();
          for (int i = 0; i < values.length; i++) {
            bind(statement, index++, stored(converters.get(i), values[i]));
          }
        }
      } catch (SQLException e) {
        throw new DataAccessException("A row could not be bound", e);
      }
    }

    /** The value as the column's type has it. */
    @SuppressWarnings("unchecked") // Rows take values of the column's own type alone.
    private static @Nullable Object stored(Converter<?, ?> converter, @Nullable Object value) {
      return value == null ? null : ((Converter<?, Object>) converter).to(value);
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value)
        throws SQLException {
      switch (value) {
        case byte[] bytes -> statement.setBytes(index, bytes);
        case String text -> statement.setString(index, text);
        case Integer number -> statement.setInt(index, number);
        case Long number -> statement.setLong(index, number);
        case null -> statement.setObject(index, null);
        // Times are LocalDateTime by now.
        default -> statement.setObject(index, value);
      }
    }
  }
}

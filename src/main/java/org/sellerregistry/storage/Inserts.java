package org.sellerregistry.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Inserts rows, those of one table in a statement of many rows, or in few for more than {@value
 * #MOST_ROWS}.
 *
 * <p>In a context that {@link #collect} makes, {@link #insert} only remembers; {@link #write} then
 * writes what several such contexts have remembered, together. Until then no query of the
 * transaction sees the rows, and no duplicate key is noticed.
 *
 * <p>A collecting context is for one thread.
 */
public final class Inserts {
  /** The configuration of a collecting context holds its rows under this key. */
  private static final Object KEY = new Object();

  /**
   * More rows than {@value #FEW_ROWS} go in statements of one, two, four ... rows: few different
   * ones, which stay prepared on the server. Each takes memory there for as long as the connection
   * lasts.
   */
  private static final int MOST_ROWS = 128;

  /** So many rows of one trader go in one statement, whatever their number. */
  private static final int FEW_ROWS = 16;

  private final Map<NewRow.Shape, List<NewRow>> rows = new LinkedHashMap<>();

  private Inserts() {}

  /** Inserts the rows now, or remembers them in a context that collects. */
  public static void insert(DSLContext db, Collection<NewRow> rows) {
    if (db.configuration().data(KEY) instanceof Inserts collecting) {
      rows.forEach(collecting::add);
    } else {
      var now = new Inserts();
      rows.forEach(now::add);
      now.execute(db);
    }
  }

  /** As {@link #insert(DSLContext, Collection)}, of one row. */
  public static void insert(DSLContext db, NewRow row) {
    insert(db, List.of(row));
  }

  /** A context on the same transaction that remembers inserted rows instead of writing them. */
  public static DSLContext collect(DSLContext db) {
    var configuration = db.configuration().derive();
    configuration.data(KEY, new Inserts());
    return configuration.dsl();
  }

  /** Writes what the contexts have remembered, in the order of their tables' first rows. */
  public static void write(DSLContext db, Collection<DSLContext> collecting) {
    var all = new Inserts();
    for (var context : collecting) {
      if (!(context.configuration().data(KEY) instanceof Inserts collected)) {
        throw new IllegalArgumentException("The context does not collect");
      }
      collected.rows.forEach((shape, rows) -> all.of(shape).addAll(rows));
    }
    all.execute(db);
  }

  private void add(NewRow row) {
    of(row.shape()).add(row);
  }

  private List<NewRow> of(NewRow.Shape shape) {
    return rows.computeIfAbsent(shape, _ -> new ArrayList<>());
  }

  private void execute(DSLContext db) {
    var statement = new RowsStatement(db);
    for (var values : rows.values()) {
      boolean few = values.size() <= FEW_ROWS;
      int from = 0;
      while (from < values.size()) {
        int left = values.size() - from;
        int count = few ? left : Math.min(MOST_ROWS, Integer.highestOneBit(left));
        statement.insert(values.subList(from, from + count));
        from += count;
      }
    }
  }
}

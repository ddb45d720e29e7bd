package org.sellerregistry.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows, those of one table in one round trip, whatever their number.
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

  private final Map<NewRow.Shape, List<@Nullable Object[]>> rows = new LinkedHashMap<>();

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
    of(row.shape()).add(row.values());
  }

  private List<@Nullable Object[]> of(NewRow.Shape shape) {
    return rows.computeIfAbsent(shape, _ -> new ArrayList<>());
  }

  private void execute(DSLContext db) {
    rows.forEach((shape, values) -> {
      var insert = db.insertInto(shape.table()).columns(shape.columns()).values(values.getFirst());
      if (values.size() == 1) {
        insert.execute();
      } else {
        // The driver joins them to one statement of many values: rewriteBatchedStatements.
        var _ = db.batch(insert).bind(values.toArray(Object[][]::new)).execute();
      }
    });
  }
}

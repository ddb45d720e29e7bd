package org.sellerregistry.storage;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Insert;
import org.jooq.Query;
import org.jooq.impl.DefaultExecuteListenerProvider;

/** The different queries that were run on a database: one for each text, with the last values. */
public final class RecordedQueries implements ExecuteListener {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Query> queries = new ConcurrentHashMap<>();

  private final AtomicInteger executed = new AtomicInteger();

  private RecordedQueries() {}

  /** Records from now on. */
  public static RecordedQueries of(TestDatabase database) {
    var recorded = new RecordedQueries();
    database.database().configuration().set(new DefaultExecuteListenerProvider(recorded));
    return recorded;
  }

  @Override
  public void executeStart(ExecuteContext context) {
    executed.incrementAndGet();
    if (context.query() != null && context.sql() != null) {
      queries.put(context.sql(), context.query());
    }
  }

  /** How often the database was asked, a batch counting once. */
  public int executed() {
    return executed.get();
  }

  /** Those that look for rows: all but the inserts. */
  public Collection<Query> looking() {
    return queries.entrySet().stream()
        .filter(it -> !(it.getValue() instanceof Insert) && !it.getKey().contains(" values (?"))
        .map(Map.Entry::getValue)
        .toList();
  }
}

package org.sellerregistry.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.DSLContext;

/** What a transaction asks the database once, however often it needs the answer. */
public final class OnceInTransaction {
  /** The configuration of a transaction's contexts holds the answers under this key. */
  private static final Object KEY = new Object();

  private final Map<Object, Object> answers = new HashMap<>();

  private OnceInTransaction() {}

  static void begin(Configuration configuration) {
    configuration.data(KEY, new OnceInTransaction());
  }

  /**
   * The answer to a question, asked unless the transaction has asked it before.
   *
   * @param question tells the question from others
   * @param type the answer's
   */
  public static <T> T get(DSLContext db, Object question, Class<T> type, Supplier<T> ask) {
    if (!(db.configuration().data(KEY) instanceof OnceInTransaction once)) {
      return ask.get();
    }
    var known = once.answers.get(question);
    if (known == null) {
      known = ask.get();
      once.answers.put(question, known);
    }
    return type.cast(known);
  }
}

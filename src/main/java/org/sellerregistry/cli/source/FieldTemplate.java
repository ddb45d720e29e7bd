package org.sellerregistry.cli.source;

import java.util.Optional;
import java.util.Set;

/** What makes one value of a message's field from a row. */
interface FieldTemplate {

  /** The columns that it takes values from. */
  Set<String> columns();

  /** The value in the form that the field's builder takes, or nothing. */
  Optional<Value> render(Row row) throws UnreadableValueException;

  /** A value, and whether the row contributed to it. */
  record Value(Object content, boolean fromRow) {}
}

package org.sellerregistry.cli.source;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * The records of a file, in its order, read as they are asked for.
 *
 * <p>{@code next} throws {@link SourceException} where the file itself is broken, so that nothing
 * behind that point can be told apart.
 */
public interface RecordSource extends Iterator<SourceRecord>, AutoCloseable {

  /** How many bytes of the file were read. */
  long position();

  /** The columns that no field is made of, so that what is in them is not read. */
  default List<String> unused() {
    return List.of();
  }

  @Override
  void close() throws IOException;
}

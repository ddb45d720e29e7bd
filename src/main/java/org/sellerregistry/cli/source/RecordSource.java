package org.sellerregistry.cli.source;

import java.io.IOException;
import java.util.Iterator;

/**
 * The records of a file, in its order, read as they are asked for.
 *
 * <p>{@code next} throws {@link SourceException} where the file itself is broken, so that nothing
 * behind that point can be told apart.
 */
public interface RecordSource extends Iterator<SourceRecord>, AutoCloseable {

  /** How many bytes of the file were read. */
  long position();

  @Override
  void close() throws IOException;
}

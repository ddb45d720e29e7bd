package org.sellerregistry.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;

/**
 * Where the documents' encrypted bytes lie, each under its id. Implementations are safe for use by
 * many threads.
 */
public interface DocumentStore {

  /** Begins to write a document. Until it is finished, it cannot be read. */
  Writing write(UUID id) throws IOException;

  /**
   * Reads a document.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  InputStream read(UUID id) throws IOException;

  /** Removes a document, whole or begun. Does nothing if there is none. */
  void delete(UUID id) throws IOException;

  /** A document on its way into the store. Closing one that is not finished gives it up. */
  interface Writing extends AutoCloseable {
    /** Takes the bytes. */
    OutputStream stream();

    /** Makes the document durable and readable, whole or not at all. */
    void finish() throws IOException;

    @Override
    void close() throws IOException;
  }
}

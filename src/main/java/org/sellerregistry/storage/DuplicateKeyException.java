package org.sellerregistry.storage;

/** A row with the same unique key exists. The transaction was rolled back. */
public final class DuplicateKeyException extends StorageException {

  private final String key;

  DuplicateKeyException(String key) {
    super("A row with the same " + key + " exists");
    this.key = key;
  }

  /** The name of the unique key, without its table's name; {@code PRIMARY} for the primary key. */
  public String key() {
    return key;
  }
}

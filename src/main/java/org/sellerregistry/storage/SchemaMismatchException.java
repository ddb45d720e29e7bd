package org.sellerregistry.storage;

/** The database's schema is not one that this version of the program can work with. */
public final class SchemaMismatchException extends StorageException {

  SchemaMismatchException(String message) {
    super(message);
  }
}

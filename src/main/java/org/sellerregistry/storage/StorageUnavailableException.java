package org.sellerregistry.storage;

/**
 * The database cannot be reached, or has no connection free in time. Nothing was changed. A later
 * try may succeed.
 */
public final class StorageUnavailableException extends StorageException {

  StorageUnavailableException(String message) {
    super(message);
  }
}

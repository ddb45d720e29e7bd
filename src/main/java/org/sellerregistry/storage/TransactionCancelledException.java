package org.sellerregistry.storage;

/** The caller went away or its deadline passed before the commit. Nothing was changed. */
public final class TransactionCancelledException extends StorageException {

  TransactionCancelledException() {
    super("The call was cancelled before its transaction was committed");
  }
}

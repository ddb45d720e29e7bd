package org.sellerregistry.journal;

/**
 * What is stored of the journal contradicts itself or its signature: it was changed from outside.
 */
public final class JournalDamagedException extends RuntimeException {
  public JournalDamagedException(String message) {
    super(message);
  }
}

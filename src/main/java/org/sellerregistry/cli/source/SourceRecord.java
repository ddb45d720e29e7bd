package org.sellerregistry.cli.source;

import org.sellerregistry.v1.ImportRecord;

/** What a file holds at one line. */
public sealed interface SourceRecord {

  /** The number of the record's first line in the file, from 1; the record's sequence too. */
  long line();

  /** A record that can be sent. */
  record Ready(ImportRecord message) implements SourceRecord {
    @Override
    public long line() {
      return message.getSequence();
    }
  }

  /** A record that cannot even be sent, and why. The external id is empty if it is not known. */
  record Unreadable(long line, String externalId, String message) implements SourceRecord {}
}

package org.sellerregistry.cli.source;

/** A row holds a value that its field cannot take. */
final class UnreadableValueException extends Exception {

  UnreadableValueException(String message) {
    super(message);
  }
}

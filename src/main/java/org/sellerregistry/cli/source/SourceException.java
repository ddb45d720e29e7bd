package org.sellerregistry.cli.source;

/** A file of records or its mapping cannot be used; the message says where and why. */
public final class SourceException extends RuntimeException {

  SourceException(String message) {
    super(message);
  }

  SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}

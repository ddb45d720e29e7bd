package org.sellerregistry.cli;

/** What a command is about does not exist, as the server's answer to a search says. */
final class NotThere extends RuntimeException {

  NotThere(String message) {
    super(message);
  }
}

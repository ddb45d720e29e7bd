package org.sellerregistry.vault;

/** A token that the registry did not seal for this purpose, or that was changed since. */
public final class InvalidTokenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidTokenException() {
    super("The token is not one that was given out for this purpose");
  }
}

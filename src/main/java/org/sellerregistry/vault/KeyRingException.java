package org.sellerregistry.vault;

import org.jspecify.annotations.Nullable;

/** The key ring cannot be used; the message says what an operator can do. Holds no key. */
public final class KeyRingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  KeyRingException(String message) {
    super(message);
  }

  KeyRingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package org.sellerregistry.vault.kms;

import java.security.GeneralSecurityException;
import java.util.Base64;

/** Bytes in the JSON of services. */
final class Base64s {
  private Base64s() {}

  /**
   * Bytes that a service sent.
   *
   * @throws GeneralSecurityException if it sent none
   */
  static byte[] decode(String text) throws GeneralSecurityException {
    try {
      if (!text.isEmpty()) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      // Without the cause, which may quote what it could not read.
    }
    throw new GeneralSecurityException("the service's answer has no bytes");
  }
}

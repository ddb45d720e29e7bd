package org.sellerregistry.vault;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;

/**
 * The keys of key management services, under which a key ring's keysets are kept: whoever has the
 * key ring's file alone then has nothing.
 */
public interface KmsKeys {
  /** Keysets are kept in the clear. */
  KmsKeys NONE =
      new KmsKeys() {
        @Override
        public String uri() {
          return "";
        }

        @Override
        public Aead aead(String uri) throws GeneralSecurityException {
          throw new GeneralSecurityException(
              "no key management service is configured (vault.kms.key)");
        }
      };

  /** The URI of the key that keysets are encrypted with; empty if they are kept in the clear. */
  String uri();

  /**
   * Encrypts and decrypts with a key, each time by a call of the service.
   *
   * @throws GeneralSecurityException if the URI is of no service that can be asked
   */
  Aead aead(String uri) throws GeneralSecurityException;
}

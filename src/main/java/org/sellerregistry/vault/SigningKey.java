package org.sellerregistry.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;

/**
 * A key of the key ring that signs the journal's checkpoints (Ed25519, RFC 8032).
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class SigningKey {
  private final int version;
  private final PublicKeySign signer;
  private final ByteString publicKey;

  @AccessesPartialKey
  SigningKey(int version, Ed25519PrivateKey key) throws GeneralSecurityException {
    this.version = version;
    this.signer = Ed25519Sign.create(key);
    this.publicKey = ByteString.copyFrom(key.getPublicKey().getPublicKeyBytes().toByteArray());
  }

  /** Its number in the keyset; a later key has a greater one. */
  public int version() {
    return version;
  }

  /** 32 bytes. */
  public ByteString publicKey() {
    return publicKey;
  }

  /** The signature, 64 bytes. */
  public ByteString sign(ByteString message) {
    try {
      return ByteString.copyFrom(signer.sign(message.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A checkpoint cannot be signed", e);
    }
  }
}

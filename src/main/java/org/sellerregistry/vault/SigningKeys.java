package org.sellerregistry.vault;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the key ring that sign the journal's checkpoints, and the name of the journal. Each
 * call looks at the key ring as it is: a key that another server brought is seen within a second.
 *
 * <p>Safe for use by many threads.
 */
public final class SigningKeys {
  private final KeyRing keyRing;

  public SigningKeys(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  /** The journal's name, which no other journal has, and which stays when its key is replaced. */
  public String journal() {
    return keyRing.current().keysets().journal();
  }

  /** The key that is to sign. */
  public SigningKey current() {
    var keys = keyRing.current();
    int primary = keys.primary(Keyset.CHECKPOINTS);
    return keys.signing().stream()
        .filter(key -> key.version() == primary)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("A keyset has its primary key"));
  }

  /** Every key that the key ring has, the newest first. */
  public List<SigningKey> all() {
    return keyRing.current().signing();
  }

  /** The key of a public key, if the key ring has it. */
  public Optional<SigningKey> find(ByteString publicKey) {
    return all().stream().filter(key -> key.publicKey().equals(publicKey)).findFirst();
  }
}

package org.sellerregistry.vault;

/**
 * This server has not read the key ring's present keys, or cannot: what it wrote would be lost when
 * its keys are destroyed. To be tried again, here or on another server.
 */
public final class StaleKeyRingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StaleKeyRingException(Keyset keyset, int version) {
    super(
        "Key %d of %s is retired, and the key ring read here has no later one"
            .formatted(version, keyset));
  }
}

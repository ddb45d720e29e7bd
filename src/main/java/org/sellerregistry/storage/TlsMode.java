package org.sellerregistry.storage;

/** How the connection to the database is protected. */
public enum TlsMode {
  /** In clear: for a server on the same machine's loopback interface. */
  DISABLED,
  /** Encrypted, whoever the server is. */
  REQUIRED,
  /** Encrypted, and the server's certificate comes from a trusted authority. */
  VERIFY_CA,
  /** As {@link #VERIFY_CA}, and the certificate names the host that was asked for. */
  VERIFY_IDENTITY
}

package org.sellerregistry.vault.kms;

import com.google.crypto.tink.Aead;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import org.sellerregistry.vault.KmsKeys;

/** The services that keys can lie in, told apart by the scheme of a key's URI. */
public final class KmsClients implements KmsKeys {
  private final KmsSettings settings;
  private final InstantSource clock;

  /**
   * @throws IllegalArgumentException if the URI is of no service that is known, or if what is sent
   *     could be read on its way
   */
  public KmsClients(KmsSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    try {
      var _ = aead(settings.uri());
      var endpoint = settings.endpoint();
      if (endpoint != null) {
        requireProtected(endpoint);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public String uri() {
    return settings.uri();
  }

  @Override
  public Aead aead(String uri) throws GeneralSecurityException {
    if (uri.startsWith(AwsKms.SCHEME)) {
      return AwsKms.aead(settings, uri, clock);
    }
    if (uri.startsWith(GcpKms.SCHEME)) {
      return GcpKms.aead(settings, uri, clock);
    }
    throw new GeneralSecurityException(
        "%s is of no key management service that is known: take %sARN or %sNAME"
            .formatted(uri, AwsKms.SCHEME, GcpKms.SCHEME));
  }

  /** Keys and credentials travel under TLS, or do not leave the machine. */
  static void requireProtected(URI uri) throws GeneralSecurityException {
    if (!"https".equals(uri.getScheme()) && !isLoopback(uri)) {
      throw new GeneralSecurityException(uri + " must begin with https://");
    }
  }

  private static boolean isLoopback(URI uri) {
    try {
      return uri.getHost() != null && InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

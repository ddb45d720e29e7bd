package org.sellerregistry.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.sellerregistry.rpc.Refusal;

/**
 * Says whom a client certificate proves, which the TLS handshake has verified: its SPIFFE id if it
 * has one, or else its subject.
 */
final class ClientCertificates {
  /** RFC 5280, section 4.2.1.6: uniformResourceIdentifier in a GeneralName. */
  private static final int URI = 6;

  private static final String SPIFFE = "spiffe://";

  /** A connection shows the same object with each call: it is read once. */
  private final Cache<Certificate, Named> named = Caffeine.newBuilder().weakKeys().build();

  /**
   * @param until the last moment at which the certificate is good
   */
  private record Named(Identity identity, Instant until) {}

  /**
   * Whom it proves.
   *
   * @throws Refusal CREDENTIALS_INVALID if it has none, or has expired since the handshake
   */
  Identity identify(Certificate certificate, Instant now) {
    var known = named.get(certificate, ClientCertificates::read);
    if (now.isAfter(known.until())) {
      throw Credentials.invalid("The client certificate has expired");
    }
    return known.identity();
  }

  private static Named read(Certificate certificate) {
    if (!(certificate instanceof X509Certificate x509)) {
      throw Credentials.invalid("The client certificate is not of X.509");
    }
    return new Named(new Identity(principal(x509), ""), x509.getNotAfter().toInstant());
  }

  private static String principal(X509Certificate x509) {
    var uris = uris(x509);
    if (uris.stream().anyMatch(uri -> uri.startsWith(SPIFFE))) {
      if (uris.size() > 1) {
        // X.509-SVID, section 2: exactly one URI in a certificate with a SPIFFE id.
        throw Credentials.invalid("The client certificate has several URIs");
      }
      return uris.getFirst();
    }
    var subject = x509.getSubjectX500Principal().getName(X500Principal.RFC2253);
    if (subject.isEmpty()) {
      throw Credentials.invalid("The client certificate has no subject");
    }
    return "x509:" + subject;
  }

  private static List<String> uris(X509Certificate certificate) {
    Collection<List<?>> names;
    try {
      names = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      throw Credentials.invalid("The client certificate cannot be read").cause(e);
    }
    var uris = new ArrayList<String>();
    if (names != null) {
      for (var name : names) {
        if (name.get(0) instanceof Integer kind && kind == URI) {
          uris.add((String) name.get(1));
        }
      }
    }
    return uris;
  }
}

package org.sellerregistry.server;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whom a certificate is for, as {@link X509Certificate#getSubjectAlternativeNames} tells it.
 *
 * @param type its number in RFC 5280, 4.2.1.6
 */
record AlternativeName(int type, String text) {
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  static AlternativeName uri(String uri) {
    return new AlternativeName(URI, uri);
  }

  /** A host by its name or its address. */
  static AlternativeName host(String name) {
    return name.contains(":") || name.matches("\\d+(\\.\\d+){3}")
        ? new AlternativeName(IP, InetAddress.ofLiteral(name).getHostAddress())
        : new AlternativeName(DNS, name);
  }

  /** Those of a certificate; none if it has none or they cannot be read. */
  static List<AlternativeName> of(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .map(name -> new AlternativeName((Integer) name.get(0), String.valueOf(name.get(1))))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}

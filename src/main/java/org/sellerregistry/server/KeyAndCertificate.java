package org.sellerregistry.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** An EC private key and a certificate. */
record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {

  /** Whether the certificate comes from the authority. */
  boolean isFrom(KeyAndCertificate authority) {
    try {
      certificate.verify(authority.certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether the certificate is for exactly these names. */
  boolean isFor(List<AlternativeName> names) {
    return AlternativeName.of(certificate).equals(names);
  }

  /**
   * Whether the key is the certificate's: a crash may leave a new key beside an old certificate.
   */
  boolean isPair() {
    try {
      var probe = "probe".getBytes(US_ASCII);
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(key);
      signer.update(probe);
      var verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(probe);
      return verifier.verify(signer.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  boolean lastsUntil(Instant moment) {
    return moment.isBefore(certificate.getNotAfter().toInstant());
  }
}

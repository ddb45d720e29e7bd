package org.sellerregistry.access;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that lasts as long as a test, and signs whatever it is asked to. */
final class TestAuthority {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final KeyPair keys = newPair();
  private final X500Principal name = new X500Principal("CN=Test authority");
  private final X509Certificate certificate = sign(name, keys, null);

  /** A private key and its certificate. */
  record Pair(PrivateKey key, X509Certificate certificate) {}

  X509Certificate certificate() {
    return certificate;
  }

  Pair server() {
    return issue("CN=localhost", new GeneralName(GeneralName.dNSName, "localhost"));
  }

  Pair spiffe(String... uris) {
    var names = new GeneralName[uris.length];
    for (int i = 0; i < uris.length; i++) {
      names[i] = new GeneralName(GeneralName.uniformResourceIdentifier, uris[i]);
    }
    return issue("CN=client", names);
  }

  Pair issue(String subject, GeneralName... names) {
    var pair = newPair();
    var alternatives = names.length == 0 ? null : new GeneralNames(names);
    return new Pair(pair.getPrivate(), sign(new X500Principal(subject), pair, alternatives));
  }

  private X509Certificate sign(X500Principal subject, KeyPair pair, GeneralNames names) {
    try {
      var now = Instant.now();
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(128, new SecureRandom()),
              Date.from(now.minusSeconds(60)),
              Date.from(now.plus(LIFETIME)),
              subject,
              pair.getPublic());
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(pair.equals(keys)));
      if (names != null) {
        builder.addExtension(Extension.subjectAlternativeName, subject.getName().isEmpty(), names);
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.sellerregistry.server;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes X.509 certificates (RFC 5280) with ECDSA keys on P-256.
 *
 * <p>The only user of its library, whose signed jars take long to be read: a start that finds its
 * certificates goes without.
 */
final class CertificateMaker {

  /** Against clocks that run behind ours. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  CertificateMaker(InstantSource clock) {
    this.clock = clock;
  }

  /** A self-signed authority that issues end entities only. */
  KeyAndCertificate authority(String commonName, Duration lifetime) {
    try {
      var pair = newPair();
      var name = name(commonName);
      var builder = builder(name, name, pair, lifetime);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new KeyAndCertificate(pair.getPrivate(), sign(builder, pair));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("This Java cannot make certificates", e);
    }
  }

  /** What an end entity shows its certificate as (RFC 5280, 4.2.1.12). */
  enum Purpose {
    SERVER,
    CLIENT
  }

  /** An end entity's certificate, issued by the authority. */
  KeyAndCertificate issue(
      KeyAndCertificate authority,
      String commonName,
      List<AlternativeName> names,
      Purpose purpose,
      Duration lifetime) {
    try {
      var pair = newPair();
      var issuer = authority.certificate();
      var builder = builder(issuer.getSubjectX500Principal(), name(commonName), pair, lifetime);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(id(purpose)))
          .addExtension(Extension.subjectAlternativeName, false, general(names))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
      var authorityPair = new KeyPair(issuer.getPublicKey(), authority.key());
      return new KeyAndCertificate(pair.getPrivate(), sign(builder, authorityPair));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("This Java cannot make certificates", e);
    }
  }

  private JcaX509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, KeyPair pair, Duration lifetime)
      throws GeneralSecurityException, IOException {
    Instant now = clock.instant();
    // RFC 5280, 4.1.2.2: positive, at most 20 octets.
    var serial = new BigInteger(152, random).add(BigInteger.ONE);
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            serial,
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(lifetime)),
            subject,
            pair.getPublic());
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    return builder;
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair authority)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPurposeId id(Purpose purpose) {
    return switch (purpose) {
      case SERVER -> KeyPurposeId.id_kp_serverAuth;
      case CLIENT -> KeyPurposeId.id_kp_clientAuth;
    };
  }

  private static GeneralNames general(List<AlternativeName> names) {
    return new GeneralNames(
        names.stream()
            .map(name -> new GeneralName(name.type(), name.text()))
            .toArray(GeneralName[]::new));
  }

  private KeyPair newPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static X500Principal name(String commonName) {
    return new X500Principal("CN=" + commonName + ",O=Seller Registry");
  }
}

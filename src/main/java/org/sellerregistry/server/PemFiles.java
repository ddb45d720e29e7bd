package org.sellerregistry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM (RFC 7468). */
final class PemFiles {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  private PemFiles() {}

  /** Reads an EC key and the certificate at the head of a chain. */
  static KeyAndCertificate read(Path certificate, Path key) throws IOException {
    try {
      var matcher = KEY.matcher(Files.readString(key));
      if (!matcher.find()) {
        throw new IOException("%s holds no private key".formatted(key));
      }
      var bytes = Base64.getMimeDecoder().decode(matcher.group(1));
      return new KeyAndCertificate(
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes)),
          certificate(certificate));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("%s or %s is damaged".formatted(certificate, key), e);
    }
  }

  /** Both files, private; the key first, so that a certificate never stands without its key. */
  static void write(KeyAndCertificate content, Path certificate, Path key) throws IOException {
    PrivateFiles.write(key, pem("PRIVATE KEY", content.key().getEncoded()));
    try {
      PrivateFiles.write(certificate, pem("CERTIFICATE", content.certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static String pem(String label, byte[] der) {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, encoder.encodeToString(der), label);
  }
}

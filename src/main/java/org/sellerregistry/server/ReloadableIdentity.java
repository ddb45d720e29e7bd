package org.sellerregistry.server;

import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.server.ServerConfig.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and key, taken up again when their files were replaced.
 *
 * <p>Connections that are open keep what they began with. Files that do not fit together, for
 * example because only one of them is written yet, leave the former identity in use.
 */
final class ReloadableIdentity {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadableIdentity.class);

  private final Identity files;
  private final AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
  private X509Certificate @Nullable [] present;

  /**
   * Reads the identity.
   *
   * @throws ConfigurationException if the files cannot be used
   */
  ReloadableIdentity(Identity files) {
    this.files = files;
    try {
      load();
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          "tls.cert %s and tls.key %s cannot be used: %s"
              .formatted(files.cert(), files.key(), FileTrouble.of(e)),
          e);
    }
  }

  X509ExtendedKeyManager manager() {
    return manager;
  }

  /** Takes up the files if they changed. */
  void reload() {
    try {
      if (load()) {
        LOG.info("The server's certificate was replaced from {}", files.cert());
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("{} is not taken up: {}", files.cert(), FileTrouble.of(e));
    }
  }

  private synchronized boolean load() throws IOException, GeneralSecurityException {
    var chain = chain(files.cert());
    if (Arrays.equals(chain, present)) {
      return false;
    }
    var key = key(files.key());
    requirePair(key, chain[0]);
    manager.updateIdentityCredentials(chain, key);
    present = chain;
    return true;
  }

  private static X509Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      var chain = CertificateUtils.getX509Certificates(in);
      if (chain.length == 0) {
        throw new IOException(file + " holds no certificate");
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(file + " holds no certificate in PEM", e);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return CertificateUtils.getPrivateKey(in);
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "%s is no PKCS#8 key without a passphrase (openssl pkcs8 -topk8 -nocrypt makes one)"
              .formatted(file),
          e);
    }
  }

  private static void requirePair(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    var algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    var probe = new byte[] {1};
    var signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(probe);
    var verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(probe);
    if (!verifier.verify(signer.sign())) {
      throw new GeneralSecurityException("the key is not the certificate's");
    }
  }
}

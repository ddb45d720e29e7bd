package org.sellerregistry.server;

import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The authorities that client certificates must come from, taken up again when replaced. */
final class ReloadableTrust {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadableTrust.class);

  private final Path file;
  private final AdvancedTlsX509TrustManager manager;
  private X509Certificate @Nullable [] present;

  /**
   * Reads the authorities.
   *
   * @throws ConfigurationException if the file cannot be used
   */
  ReloadableTrust(Path file) {
    this.file = file;
    try {
      // There is no host name to verify in a client's certificate.
      manager =
          AdvancedTlsX509TrustManager.newBuilder()
              .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
              .build();
      load();
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          "tls.client-ca %s cannot be used: %s".formatted(file, FileTrouble.of(e)), e);
    }
  }

  X509ExtendedTrustManager manager() {
    return manager;
  }

  /** Takes up the file if it changed. */
  void reload() {
    try {
      if (load()) {
        LOG.info("The authorities of clients were replaced from {}", file);
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("{} is not taken up: {}", file, FileTrouble.of(e));
    }
  }

  private synchronized boolean load() throws IOException, GeneralSecurityException {
    X509Certificate[] authorities;
    try (var in = Files.newInputStream(file)) {
      authorities = CertificateUtils.getX509Certificates(in);
    }
    if (authorities.length == 0) {
      throw new CertificateException("it holds no certificate");
    }
    if (Arrays.equals(authorities, present)) {
      return false;
    }
    manager.updateTrustCredentials(authorities);
    present = authorities;
    return true;
  }
}

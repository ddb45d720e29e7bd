package org.sellerregistry.server;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.sellerregistry.server.ServerConfig.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS: versions 1.3 and 1.2 alone. A client may show a certificate, which must
 * come from a trusted authority; one that shows none is known by a bearer token or not at all.
 */
final class TransportSecurity {

  private static final Logger LOG = LoggerFactory.getLogger(TransportSecurity.class);
  private static final Duration RENEWAL = Duration.ofHours(12);

  private final Tls config;
  private final LocalAuthority authority;
  private final ReloadableIdentity identity;
  private final ReloadableTrust trust;

  /**
   * Reads the files, and has the local authority make those that are not configured.
   *
   * @throws ConfigurationException if a file cannot be used
   */
  TransportSecurity(Tls config, LocalAuthority authority) {
    this.config = config;
    this.authority = authority;
    var own = config.identity();
    var clientCa = config.clientCa();
    identity = new ReloadableIdentity(own == null ? authority.server(config.localNames()) : own);
    trust = new ReloadableTrust(clientCa == null ? authority.provide() : clientCa);
  }

  /** The context for the server's connections. */
  SslContext context() {
    var builder =
        SslContextBuilder.forServer(identity.manager())
            .trustManager(trust.manager())
            .clientAuth(ClientAuth.OPTIONAL)
            .protocols("TLSv1.3", "TLSv1.2");
    try {
      return GrpcSslContexts.configure(builder, provider()).build();
    } catch (SSLException e) {
      throw new ConfigurationException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Looks for replaced files and renews what the local authority made, until it is shut down. */
  void keepFresh(ScheduledExecutorService executor) {
    long interval = config.reloadInterval().toMillis();
    var _ =
        executor.scheduleWithFixedDelay(this::reload, interval, interval, TimeUnit.MILLISECONDS);
    var _ =
        executor.scheduleWithFixedDelay(
            this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  void reload() {
    identity.reload();
    trust.reload();
  }

  private void renew() {
    try {
      if (config.identity() == null) {
        authority.server(config.localNames());
      }
      authority.renewCredentials();
      reload();
    } catch (ConfigurationException e) {
      LOG.warn("Certificates were not renewed: {}", e.getMessage());
    }
  }

  /** BoringSSL where it runs: it is the faster one. */
  private static SslProvider provider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }
}

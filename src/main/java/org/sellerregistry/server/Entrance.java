package org.sellerregistry.server;

import io.netty.handler.ssl.SslContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whom the server shows itself as, and whom it trusts.
 *
 * @param operator the local credential that may administer; none with authorities of one's own
 */
record Entrance(TransportSecurity tls, SslContext context, @Nullable Credential operator) {
  private static final String OPERATOR = "operator";

  /**
   * @throws ConfigurationException if a file cannot be used
   */
  static Entrance prepare(ServerConfig config, InstantSource clock) {
    var authority = new LocalAuthority(config.data(), clock);
    var tls = new TransportSecurity(config.tls(), authority);
    return new Entrance(
        tls,
        tls.context(),
        config.tls().clientCa() == null ? authority.credential(OPERATOR) : null);
  }
}

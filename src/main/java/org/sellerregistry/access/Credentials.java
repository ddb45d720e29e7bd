package org.sellerregistry.access;

import static org.sellerregistry.v1.ErrorReason.ERROR_REASON_CREDENTIALS_INVALID;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.rpc.Refusal;

/**
 * Reads the credentials of a call: a bearer token if there is one, or else the certificate that the
 * client showed when the connection was made.
 */
final class Credentials {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String BEARER = "Bearer ";

  private final @Nullable BearerTokens tokens;
  private final InstantSource clock;
  private final ClientCertificates certificates = new ClientCertificates();

  Credentials(@Nullable BearerTokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Whom the call's credentials prove; empty if it has none.
   *
   * @throws Refusal CREDENTIALS_INVALID
   */
  Optional<Identity> identify(Attributes connection, Metadata headers) {
    var given = Headers.single(headers, AUTHORIZATION);
    if (given.isPresent()) {
      return Optional.of(ofAuthorization(given.get()));
    }
    var session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return Optional.empty();
    }
    try {
      var chain = session.getPeerCertificates();
      return Optional.of(certificates.identify(chain[0], clock.instant()));
    } catch (SSLPeerUnverifiedException e) {
      // The client showed no certificate.
      return Optional.empty();
    }
  }

  private Identity ofAuthorization(String authorization) {
    // RFC 9110, section 11.1: the scheme is compared without regard to case.
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw invalid("The authorization is not a bearer token");
    }
    if (tokens == null) {
      throw invalid("This server takes no bearer tokens");
    }
    return tokens.verify(authorization.substring(BEARER.length()).strip());
  }

  static Refusal invalid(String message) {
    return Refusal.of(ERROR_REASON_CREDENTIALS_INVALID, message);
  }
}

package org.sellerregistry.verification.electronicid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Set;

/**
 * Signatures that count: asymmetric ones of a fixed list of algorithms, whatever a token says of
 * itself (RFC 8725, sections 3.1 and 3.2).
 */
final class Signatures {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.RS256,
          JWSAlgorithm.EdDSA,
          JWSAlgorithm.Ed25519);

  private Signatures() {}

  static boolean isAllowed(JWSAlgorithm algorithm) {
    return ALGORITHMS.contains(algorithm);
  }

  /** Whether the key made the token's signature, by an allowed algorithm. */
  static boolean made(JWK key, JWSObject token) {
    try {
      return isAllowed(token.getHeader().getAlgorithm()) && token.verify(verifier(key));
    } catch (JOSEException e) {
      // The key is not one for the algorithm, or its header demands what is not understood.
      return false;
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case ECKey ec -> new ECDSAVerifier(ec.toPublicJWK());
      case RSAKey rsa -> new RSASSAVerifier(rsa.toPublicJWK());
      case OctetKeyPair pair -> new Ed25519Verifier(pair.toPublicJWK());
      default -> throw new JOSEException("Not a key for signatures");
    };
  }
}

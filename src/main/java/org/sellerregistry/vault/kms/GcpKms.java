package org.sellerregistry.vault.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.crypto.tink.Aead;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A key of the Google Cloud Key Management Service, {@code
 * gcp-kms://projects/P/locations/L/keyRings/R/cryptoKeys/K}, by its REST interface.
 */
final class GcpKms implements Aead {
  static final String SCHEME = "gcp-kms://";

  private static final Pattern NAME =
      Pattern.compile("projects/[^/?#%]+/locations/[a-z0-9-]+/keyRings/[\\w-]+/cryptoKeys/[\\w-]+");

  private final String key;
  private final URI endpoint;
  private final GcpTokens tokens;
  private final KmsHttp http = new KmsHttp();

  private GcpKms(String key, URI endpoint, GcpTokens tokens) {
    this.key = key;
    this.endpoint = endpoint;
    this.tokens = tokens;
  }

  static Aead aead(KmsSettings settings, String uri, InstantSource clock)
      throws GeneralSecurityException {
    var key = uri.substring(SCHEME.length());
    if (!NAME.matcher(key).matches()) {
      throw new GeneralSecurityException(uri + " is not gcp-kms:// and the name of a key");
    }
    var endpoint = settings.endpoint();
    return new GcpKms(
        key,
        endpoint == null ? URI.create("https://cloudkms.googleapis.com/") : endpoint,
        new GcpTokens(settings, clock));
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    return Base64s.decode(
        call("encrypt", "plaintext", plaintext, associatedData).path("ciphertext").asText());
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    return Base64s.decode(
        call("decrypt", "ciphertext", ciphertext, associatedData).path("plaintext").asText());
  }

  private JsonNode call(String action, String field, byte[] value, byte[] associatedData)
      throws GeneralSecurityException {
    var base64 = Base64.getEncoder();
    var body =
        http.write(
            Map.of(
                field,
                base64.encodeToString(value),
                "additionalAuthenticatedData",
                base64.encodeToString(associatedData)));
    return http.send(
        HttpRequest.newBuilder(endpoint.resolve("/v1/%s:%s".formatted(key, action)))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + tokens.token())
            .POST(BodyPublishers.ofString(body)));
  }
}

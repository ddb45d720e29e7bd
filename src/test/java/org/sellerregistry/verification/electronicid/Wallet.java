package org.sellerregistry.verification.electronicid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A synthetic issuer with keys of its own, and the wallet of a holder that it issued to. */
public final class Wallet {
  public static final String ISSUER = "https://pid.synthetic.example";
  public static final String AUDIENCE = "https://registry.synthetic.example";
  public static final String NONCE = "n-0S6_WzA2Mj";

  final ECKey issuerKey;
  final ECKey holderKey = key("holder");
  final Map<String, Object> claims = new LinkedHashMap<>();
  final Map<String, Object> disclosed = new LinkedHashMap<>();
  final Map<String, Object> proof = new LinkedHashMap<>();

  public Wallet(ECKey issuerKey, Instant now) {
    this.issuerKey = issuerKey;
    claims.put("iss", ISSUER);
    claims.put("vct", "urn:eudi:pid:1");
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plusSeconds(86_400).getEpochSecond());
    claims.put("_sd_alg", "sha-256");
    claims.put("cnf", Map.of("jwk", holderKey.toPublicJWK().toJSONObject()));
    disclosed.put("sub", "synthetic-subject-1");
    disclosed.put("given_name", "Erika");
    disclosed.put("family_name", "Müster");
    disclosed.put("birthdate", "1974-08-12");
    proof.put("iat", now.getEpochSecond());
    proof.put("aud", AUDIENCE);
    proof.put("nonce", NONCE);
  }

  /** A new key of an issuer. */
  public static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes the public halves. */
  public static void publish(Path file, ECKey... keys) {
    try {
      Files.writeString(file, new JWKSet(List.of(keys)).toPublicJWKSet().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another value of a claim that is disclosed. */
  public Wallet disclosing(String claim, String value) {
    disclosed.put(claim, value);
    return this;
  }

  /** What the holder presents, with the proof of its key. */
  public String present() {
    return bind(withoutProof());
  }

  String bind(String presentation) {
    var bound = new LinkedHashMap<>(proof);
    bound.putIfAbsent("sd_hash", SdJwt.digest("SHA-256", presentation));
    return presentation + sign(holderKey, "kb+jwt", bound);
  }

  /** The issuer's token and the disclosures, up to the last tilde. */
  String withoutProof() {
    var disclosures = new ArrayList<String>();
    disclosed.forEach(
        (name, value) -> disclosures.add(disclosure("salt-" + name, name, String.valueOf(value))));
    return withoutProof(disclosures);
  }

  String withoutProof(List<String> disclosures) {
    var digests = new ArrayList<>(disclosures.stream().map(it -> digest(it)).toList());
    // A decoy, and a claim that is not disclosed.
    digests.add(digest("decoy"));
    var payload = new LinkedHashMap<>(claims);
    payload.put("_sd", digests);
    return sign(issuerKey, "dc+sd-jwt", payload) + "~" + String.join("~", disclosures) + "~";
  }

  static String disclosure(Object... parts) {
    var json =
        JSONObjectUtils.toJSONString(Map.of("a", List.of(parts)))
            .replaceFirst("^\\{\"a\":", "")
            .replaceFirst("\\}$", "");
    return Base64URL.encode(json.getBytes(StandardCharsets.UTF_8)).toString();
  }

  static String digest(String disclosure) {
    return SdJwt.digest("SHA-256", disclosure);
  }

  static String sign(ECKey key, String type, Map<String, Object> payload) {
    try {
      var token =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType(type))
                  .keyID(key.getKeyID())
                  .build(),
              new Payload(payload));
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.sellerregistry.verification.electronicid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.IssuerKeys;
import org.sellerregistry.verification.electronicid.IdOutcome.IdPerson;

/**
 * Verifies presentations of electronic identification.
 *
 * <p>Guarantees: nothing that was not signed by a configured issuer, or disclosed against such a
 * signature, is believed. Reading an issuer's keys may take seconds: never call it in a
 * transaction. Safe for use by many threads.
 */
public final class Presentations {
  /** Types of credentials; a plain token says JWT or nothing. */
  private static final Set<String> TYPES = Set.of("", "jwt", "dc+sd-jwt", "vc+sd-jwt");

  /** How far the issuer's clock may be from this one's. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private static final IdOutcome.Undecided MALFORMED =
      new IdOutcome.Undecided("PRESENTATION_MALFORMED");

  private final IdSettings settings;
  private final Map<String, Trusted> issuers;
  private final StatusLists statusLists;
  private final InstantSource clock;

  private record Trusted(IdIssuer issuer, JWKSource<SecurityContext> keys) {}

  public Presentations(IdSettings settings, InstantSource clock) {
    this(settings, new StatusHttp(), clock);
  }

  Presentations(IdSettings settings, StatusLists.Fetch fetch, InstantSource clock) {
    this.settings = settings;
    this.statusLists = new StatusLists(fetch);
    this.clock = clock;
    this.issuers =
        settings.issuers().stream()
            .map(it -> new Trusted(it, IssuerKeys.at(it.keys())))
            .collect(Collectors.toUnmodifiableMap(it -> it.issuer().issuer(), Function.identity()));
  }

  /** Whether presentations are verified at all: whether any issuer is trusted. */
  public boolean trustsAny() {
    return !issuers.isEmpty();
  }

  /**
   * Verifies one. What is no presentation at all, such as a file that was cut, says nothing against
   * its holder.
   *
   * @param nonce the value that the wallet was given to sign; empty if it was given none
   */
  public IdOutcome verify(String text, String nonce) {
    try {
      var presentation = SdJwt.parse(text);
      var token = SignedJWT.parse(presentation.token());
      if (!(Json.read(token.getPayload().toString()) instanceof ObjectNode payload)) {
        return MALFORMED;
      }
      var trusted = issuers.get(payload.path("iss").asText());
      if (trusted == null) {
        // Nobody can tell whether such an issuer would be right.
        return new IdOutcome.Undecided("ISSUER_NOT_TRUSTED");
      }
      if (!isSigned(token, trusted)) {
        return new IdOutcome.Refuted("SIGNATURE_INVALID");
      }
      return verified(presentation, payload, trusted, nonce);
    } catch (ParseException e) {
      // An unsigned token is none either.
      return MALFORMED;
    } catch (RefutedException e) {
      return e.reasonCode().equals(MALFORMED.reasonCode())
          ? MALFORMED
          : new IdOutcome.Refuted(e.reasonCode());
    } catch (KeySourceException e) {
      return new IdOutcome.Unavailable("ISSUER_UNAVAILABLE");
    }
  }

  private static boolean isSigned(SignedJWT token, Trusted trusted) throws KeySourceException {
    var header = token.getHeader();
    var type = header.getType() == null ? "" : header.getType().getType();
    if (!TYPES.contains(type.toLowerCase(Locale.ROOT))
        || !Signatures.isAllowed(header.getAlgorithm())) {
      return false;
    }
    return hasKeyOf(token, trusted);
  }

  private static boolean made(SignedJWT token, Trusted trusted) {
    try {
      return Signatures.isAllowed(token.getHeader().getAlgorithm()) && hasKeyOf(token, trusted);
    } catch (KeySourceException e) {
      return false;
    }
  }

  private static boolean hasKeyOf(SignedJWT token, Trusted trusted) throws KeySourceException {
    List<JWK> keys =
        trusted.keys().get(new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())), null);
    return keys.stream().anyMatch(key -> Signatures.made(key, token));
  }

  private IdOutcome verified(SdJwt presentation, ObjectNode payload, Trusted trusted, String nonce)
      throws RefutedException {
    var issuer = trusted.issuer();
    var now = clock.instant();
    var until = requireInForce(payload, now);
    if (!presentation.keyBinding().isEmpty()) {
      new KeyBinding(settings.audience(), nonce, settings.freshness())
          .verify(presentation, payload, now);
    } else if (issuer.keyBinding()) {
      throw new RefutedException("KEY_BINDING_MISSING");
    } else {
      requireForUs(payload, nonce);
    }
    var claims = presentation.disclose(payload);
    return switch (statusLists.of(payload, issuer.statusLists(), it -> made(it, trusted), now)) {
      case VALID -> new IdOutcome.Proved(issuer.issuer(), person(claims, issuer), until, "");
      case NOT_READ ->
          new IdOutcome.Proved(
              issuer.issuer(), person(claims, issuer), until, "STATUS_NOT_CHECKED");
      case REVOKED -> new IdOutcome.Refuted("CREDENTIAL_REVOKED");
      case SUSPENDED -> new IdOutcome.Refuted("CREDENTIAL_SUSPENDED");
      case UNAVAILABLE -> new IdOutcome.Unavailable("STATUS_UNAVAILABLE");
    };
  }

  private static @Nullable Instant requireInForce(JsonNode payload, Instant now)
      throws RefutedException {
    var until = IdTimes.of(payload, "exp");
    if (until != null && !now.minus(SKEW).isBefore(until)) {
      throw new RefutedException("CREDENTIAL_EXPIRED");
    }
    var from = IdTimes.of(payload, "nbf");
    if (from != null && now.plus(SKEW).isBefore(from)) {
      throw new RefutedException("CREDENTIAL_NOT_YET_VALID");
    }
    return until;
  }

  /** Without the holder's proof the issuer itself must have named this registry. */
  private void requireForUs(JsonNode payload, String nonce) throws RefutedException {
    var audience = payload.path("aud");
    boolean forUs = audience.asText().equals(settings.audience());
    for (var one : audience) {
      forUs |= one.asText().equals(settings.audience());
    }
    if (!forUs) {
      throw new RefutedException("AUDIENCE_DIFFERS");
    }
    if (!payload.path("nonce").asText().equals(nonce)) {
      throw new RefutedException("NONCE_DIFFERS");
    }
    if (!payload.has("exp")) {
      // It could be shown again for ever.
      throw new RefutedException("CREDENTIAL_EXPIRED");
    }
  }

  /** Claims of OpenID Connect Core, section 5.1, which credentials of persons use too. */
  private static IdPerson person(JsonNode claims, IdIssuer issuer) {
    var birth = text(claims, "birthdate").or(() -> text(claims, "birth_date"));
    return new IdPerson(
        text(claims, issuer.subjectClaim()).orElse(""),
        text(claims, "given_name").orElse(""),
        text(claims, "family_name").orElse(""),
        birth.flatMap(Presentations::day));
  }

  private static Optional<String> text(JsonNode claims, String name) {
    return Optional.of(claims.path(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

package org.sellerregistry.verification.electronicid;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issuers, holders and credentials are synthetic; the keys and signatures are real. */
class PresentationsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final String LISTS = "https://pid.synthetic.example/status/";

  @TempDir Path folder;

  private final ECKey key = Wallet.key("one");

  @BeforeEach
  void publish() {
    Wallet.publish(folder.resolve("jwks.json"), key);
  }

  @Test
  void whatTheIssuerSignedAndTheHolderDisclosedIsBelieved() {
    var outcome = verify(wallet().present());
    assertThat(outcome).isInstanceOf(IdOutcome.Proved.class);
    var proved = (IdOutcome.Proved) outcome;
    assertThat(proved.issuer()).isEqualTo(Wallet.ISSUER);
    assertThat(proved.person().subject()).isEqualTo("synthetic-subject-1");
    assertThat(proved.person().name()).isEqualTo("Erika Müster");
    assertThat(proved.person().birth()).contains(LocalDate.of(1974, 8, 12));
    assertThat(proved.until()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(proved.undecided()).isEmpty();
    assertThat(proved.toString()).doesNotContain("Erika", "synthetic-subject-1");
  }

  @Test
  void whatIsNotDisclosedIsNotKnown() {
    var wallet = wallet();
    wallet.disclosed.remove("birthdate");
    wallet.disclosed.remove("sub");
    assertThat(verify(wallet.present()))
        .isInstanceOfSatisfying(
            IdOutcome.Proved.class,
            it -> {
              assertThat(it.person().subject()).isEmpty();
              assertThat(it.person().birth()).isEmpty();
            });
  }

  @Test
  void claimsDisclosedWithinDisclosedClaimsAreFound() {
    var inner = Wallet.disclosure("salt", "given_name", "Nested");
    var wallet = wallet();
    var outer = Wallet.disclosure("salt", "address", Map.of("_sd", List.of(Wallet.digest(inner))));
    var element = Wallet.disclosure("salt", "DE");
    wallet.claims.put("nationalities", List.of(Map.of("...", Wallet.digest(element)), "FR"));
    var token = wallet.withoutProof(List.of(outer)) + inner + "~" + element + "~";
    assertThat(verify(wallet.bind(token))).isInstanceOf(IdOutcome.Proved.class);
  }

  @Test
  void aDisclosureThatWasNotSignedForRefutes() {
    var forged = Wallet.disclosure("salt-given_name", "given_name", "Mallory");
    var wallet = wallet();
    var parts = new ArrayList<>(List.of(wallet.withoutProof().split("~")));
    parts.set(2, forged);
    assertThat(verify(wallet.bind(String.join("~", parts) + "~")))
        .isEqualTo(new IdOutcome.Refuted("DISCLOSURE_INVALID"));
    assertThat(verify(wallet.bind(wallet.withoutProof() + forged + "~")))
        .isEqualTo(new IdOutcome.Refuted("DISCLOSURE_INVALID"));
  }

  @Test
  void aDisclosureIsNotUsedTwiceAndReplacesNoClaim() {
    var once = Wallet.disclosure("salt", "given_name", "Erika");
    var wallet = wallet();
    assertThat(verify(wallet.bind(wallet.withoutProof(List.of(once)) + once + "~")))
        .isEqualTo(new IdOutcome.Refuted("DISCLOSURE_INVALID"));
    wallet.claims.put("nested", Map.of("_sd", List.of(Wallet.digest(once))));
    assertThat(verify(wallet.bind(wallet.withoutProof(List.of(once)))))
        .isEqualTo(new IdOutcome.Refuted("DISCLOSURE_INVALID"));
    var issuer = Wallet.disclosure("salt", "iss", "https://other.example");
    assertThat(verify(wallet().bind(wallet().withoutProof(List.of(issuer)))))
        .isInstanceOf(IdOutcome.Refuted.class);
    for (var name : List.of("_sd", "...")) {
      var odd = wallet();
      assertThat(verify(odd.bind(odd.withoutProof(List.of(Wallet.disclosure("salt", name, "x"))))))
          .isEqualTo(new IdOutcome.Refuted("DISCLOSURE_INVALID"));
    }
  }

  @Test
  void anotherKeyTheWrongAlgorithmAndNoneAreNoSignatures() {
    // The same key id, another key.
    assertThat(verify(new Wallet(Wallet.key("one"), NOW).present()))
        .isEqualTo(new IdOutcome.Refuted("SIGNATURE_INVALID"));
    assertThat(verify(new Wallet(Wallet.key("unknown"), NOW).present()))
        .isEqualTo(new IdOutcome.Refuted("SIGNATURE_INVALID"));
    var parts = wallet().withoutProof().split("\\.", 3);
    for (var algorithm : List.of("none", "HS256")) {
      var header = encode("{\"alg\":\"%s\",\"kid\":\"one\"}".formatted(algorithm));
      assertThat(verify(header + "." + parts[1] + "." + parts[2]))
          .isNotInstanceOf(IdOutcome.Proved.class);
      assertThat(verify(header + "." + parts[1] + ".~")).isNotInstanceOf(IdOutcome.Proved.class);
    }
    var changed = encode("{\"iss\":\"%s\"}".formatted(Wallet.ISSUER));
    assertThat(verify(parts[0] + "." + changed + "." + parts[2]))
        .isEqualTo(new IdOutcome.Refuted("SIGNATURE_INVALID"));
  }

  @Test
  void theHoldersProofIsForThisRegistryAndThisOccasion() {
    assertThat(refuted(it -> it.proof.put("nonce", "another"))).isEqualTo("NONCE_DIFFERS");
    assertThat(refuted(it -> it.proof.remove("nonce"))).isEqualTo("NONCE_DIFFERS");
    assertThat(refuted(it -> it.proof.put("aud", "https://other.example")))
        .isEqualTo("AUDIENCE_DIFFERS");
    assertThat(refuted(it -> it.proof.put("iat", NOW.minusSeconds(700).getEpochSecond())))
        .isEqualTo("PRESENTATION_STALE");
    assertThat(refuted(it -> it.proof.put("iat", NOW.plusSeconds(100).getEpochSecond())))
        .isEqualTo("PRESENTATION_STALE");
    assertThat(refuted(it -> it.proof.remove("iat"))).isEqualTo("PRESENTATION_STALE");
    assertThat(refuted(it -> it.proof.put("sd_hash", "another"))).isEqualTo("KEY_BINDING_INVALID");
    assertThat(refuted(it -> it.claims.put("cnf", Map.of("jwk", key.toPublicJWK().toJSONObject()))))
        .isEqualTo("KEY_BINDING_INVALID");
    assertThat(refuted(it -> it.claims.remove("cnf"))).isEqualTo("KEY_BINDING_INVALID");
    assertThat(verify(wallet().withoutProof()))
        .isEqualTo(new IdOutcome.Refuted("KEY_BINDING_MISSING"));
    assertThat(presentations(true).verify(wallet().present(), ""))
        .isEqualTo(new IdOutcome.Refuted("NONCE_DIFFERS"));
  }

  @Test
  void aProofOfOnePresentationDoesNotBindAnother() {
    var wallet = wallet();
    var proof = wallet.present().replaceFirst(".*~", "");
    wallet.disclosed.remove("birthdate");
    assertThat(verify(wallet.withoutProof() + proof))
        .isEqualTo(new IdOutcome.Refuted("KEY_BINDING_INVALID"));
  }

  @Test
  void aCredentialCountsFromItsBeginningToItsEnd() {
    assertThat(refuted(it -> it.claims.put("exp", NOW.minusSeconds(31).getEpochSecond())))
        .isEqualTo("CREDENTIAL_EXPIRED");
    assertThat(refuted(it -> it.claims.put("nbf", NOW.plusSeconds(31).getEpochSecond())))
        .isEqualTo("CREDENTIAL_NOT_YET_VALID");
    assertThat(refuted(it -> it.claims.put("_sd_alg", "md5"))).isEqualTo("HASH_UNKNOWN");
  }

  @Test
  void whatIsNoPresentationSaysNothingAgainstItsHolder() {
    var malformed = new IdOutcome.Undecided("PRESENTATION_MALFORMED");
    assertThat(verify("junk")).isEqualTo(malformed);
    assertThat(verify(wallet().present().substring(0, 40))).isEqualTo(malformed);
    var wallet = wallet();
    wallet.claims.put("exp", "soon");
    assertThat(verify(wallet.present())).isEqualTo(malformed);
  }

  @Test
  void anIssuerThatNobodyConfiguredSaysNothing() {
    var wallet = wallet();
    wallet.claims.put("iss", "https://other.example");
    assertThat(verify(wallet.present())).isEqualTo(new IdOutcome.Undecided("ISSUER_NOT_TRUSTED"));
    assertThat(new Presentations(IdSettings.none(), () -> NOW).verify(wallet.present(), ""))
        .isEqualTo(new IdOutcome.Undecided("ISSUER_NOT_TRUSTED"));
  }

  @Test
  void aStatusListElsewhereIsNotReadAndTheCredentialProvesNothing() {
    for (var place : List.of("https://x.example/1", LISTS + "../1", "file:///etc/passwd")) {
      var wallet = wallet();
      wallet.claims.put("status", Map.of("status_list", Map.of("idx", 7, "uri", place)));
      assertThat(verify(wallet.present()))
          .isInstanceOfSatisfying(
              IdOutcome.Proved.class,
              it -> assertThat(it.undecided()).isEqualTo("STATUS_NOT_CHECKED"));
    }
  }

  @Test
  void aCredentialThatWasRevokedSinceIsRefuted() throws IOException {
    // Two bits each: 0, 1, 2, 0, and 1 in the second byte.
    var lists = Map.of(LISTS + "1", list(2, new byte[] {0b00_10_01_00, 0b01}, LISTS + "1", key));
    assertThat(status(lists, 0)).isInstanceOf(IdOutcome.Proved.class);
    assertThat(status(lists, 1)).isEqualTo(new IdOutcome.Refuted("CREDENTIAL_REVOKED"));
    assertThat(status(lists, 2)).isEqualTo(new IdOutcome.Refuted("CREDENTIAL_SUSPENDED"));
    assertThat(status(lists, 3)).isInstanceOf(IdOutcome.Proved.class);
    assertThat(status(lists, 4)).isEqualTo(new IdOutcome.Refuted("CREDENTIAL_REVOKED"));
    assertThat(status(lists, 8)).isEqualTo(new IdOutcome.Unavailable("STATUS_UNAVAILABLE"));
  }

  @Test
  void aStatusListThatIsNotTheIssuersSaysNothing() throws IOException {
    var unavailable = new IdOutcome.Unavailable("STATUS_UNAVAILABLE");
    byte[] none = {0};
    assertThat(status(Map.of(), 0)).isEqualTo(unavailable);
    var place = LISTS + "1";
    for (var token :
        List.of(
            "nonsense",
            list(1, none, LISTS + "2", key),
            list(1, none, place, Wallet.key("one")),
            list(3, none, place, key),
            list(1, new byte[1 << 19], place, key))) {
      assertThat(status(Map.of(place, token), 0)).isEqualTo(unavailable);
    }
  }

  private IdOutcome status(Map<String, String> lists, int index) {
    var wallet = wallet();
    wallet.claims.put("status", Map.of("status_list", Map.of("idx", index, "uri", LISTS + "1")));
    StatusLists.Fetch fetch =
        place -> {
          var token = lists.get(place.toString());
          if (token == null) {
            throw new IOException("no such list");
          }
          return token;
        };
    return new Presentations(settings(true, folder.resolve("jwks.json")), fetch, () -> NOW)
        .verify(wallet.present(), Wallet.NONCE);
  }

  private static String list(int bits, byte[] statuses, String place, ECKey key)
      throws IOException {
    var deflated = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(deflated)) {
      out.write(statuses);
    }
    var lst = Base64URL.encode(deflated.toByteArray()).toString();
    return Wallet.sign(
        key,
        "statuslist+jwt",
        Map.of("sub", place, "iat", 1, "status_list", Map.of("bits", bits, "lst", lst)));
  }

  @Test
  void keysThatCannotBeReadAreNobodysFault() {
    var settings = settings(true, folder.resolve("nothing.json"));
    assertThat(new Presentations(settings, () -> NOW).verify(wallet().present(), Wallet.NONCE))
        .isEqualTo(new IdOutcome.Unavailable("ISSUER_UNAVAILABLE"));
  }

  @Test
  void aNewKeyOfTheIssuerIsTakenUpWhenItIsFirstSeen() {
    var presentations = presentations(true);
    assertThat(presentations.verify(wallet().present(), Wallet.NONCE))
        .isInstanceOf(IdOutcome.Proved.class);
    var next = Wallet.key("two");
    Wallet.publish(folder.resolve("jwks.json"), key, next);
    assertThat(presentations.verify(new Wallet(next, NOW).present(), Wallet.NONCE))
        .isInstanceOf(IdOutcome.Proved.class);
  }

  @Test
  void anAssertionWithoutTheHoldersProofMustBeMadeForThisRegistry() {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", Wallet.ISSUER);
    claims.put("sub", "synthetic-subject-1");
    claims.put("family_name", "Müster");
    claims.put("aud", List.of("other", Wallet.AUDIENCE));
    claims.put("nonce", Wallet.NONCE);
    claims.put("exp", NOW.plusSeconds(60).getEpochSecond());
    assertThat(assertion(claims)).isInstanceOf(IdOutcome.Proved.class);
    assertThat(verify(Wallet.sign(key, "JWT", claims)))
        .isEqualTo(new IdOutcome.Refuted("KEY_BINDING_MISSING"));
    assertThat(assertion(changed(claims, "aud", "other")))
        .isEqualTo(new IdOutcome.Refuted("AUDIENCE_DIFFERS"));
    assertThat(assertion(changed(claims, "nonce", "other")))
        .isEqualTo(new IdOutcome.Refuted("NONCE_DIFFERS"));
    claims.remove("exp");
    assertThat(assertion(claims)).isEqualTo(new IdOutcome.Refuted("CREDENTIAL_EXPIRED"));
  }

  @Test
  void whatIsNoPresentationIdentifiesNobodyAndNothingIsThrown() {
    for (var text :
        List.of("", "~", "~~", "a.b.c", "a.b.c~~", "....", "e30.e30.", "e30.e30.e30~")) {
      assertThat(verify(text)).as(text).isNotInstanceOf(IdOutcome.Proved.class);
    }
    var wallet = wallet();
    for (var odd : List.of("e30", "W10", "IQ", "WyJhIiwiYiIsImMiXQ", "not base64!")) {
      assertThat(verify(wallet.bind(wallet.withoutProof() + odd + "~")))
          .as(odd)
          .isNotInstanceOf(IdOutcome.Proved.class);
    }
  }

  private IdOutcome assertion(Map<String, Object> claims) {
    return presentations(false).verify(Wallet.sign(key, "JWT", claims), Wallet.NONCE);
  }

  private static Map<String, Object> changed(
      Map<String, Object> claims, String claim, String value) {
    var changed = new LinkedHashMap<>(claims);
    changed.put(claim, value);
    return changed;
  }

  private String refuted(Consumer<Wallet> change) {
    var wallet = wallet();
    change.accept(wallet);
    return verify(wallet.present()) instanceof IdOutcome.Refuted(var reason) ? reason : "";
  }

  private IdOutcome verify(String presentation) {
    return presentations(true).verify(presentation, Wallet.NONCE);
  }

  private Presentations presentations(boolean keyBinding) {
    return new Presentations(settings(keyBinding, folder.resolve("jwks.json")), () -> NOW);
  }

  private static IdSettings settings(boolean keyBinding, Path keys) {
    return new IdSettings(
        Wallet.AUDIENCE,
        Duration.ofMinutes(10),
        List.of(new IdIssuer(Wallet.ISSUER, keys.toUri(), "sub", LISTS, keyBinding)));
  }

  private Wallet wallet() {
    return new Wallet(key, NOW);
  }

  private static String encode(String text) {
    return Base64URL.encode(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}

package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sellerregistry.verification.sources.Clients.DECLARED;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

class RegisterSourceTest {
  private final FakeSource source = new FakeSource();
  private final SourceClient client = new Clients().client(source.base());
  private final RegisterSource register = new RegisterSource(client, Clients.register());

  @AfterEach
  void close() {
    client.close();
    source.close();
  }

  private static String entry(String number, String status) {
    return """
    {"company_name": "SYNTHETIC TRADING GMBH", "company_number": "%s",
     "company_status": "%s", "type": "ltd", "date_of_creation": "2020-01-01",
     "registered_office_address": {"address_line_1": "Musterweg 12", "locality": "Berlin",
       "postal_code": "10115"}}
    """
        .formatted(number, status);
  }

  @Test
  void confirmsAnEntryInForce() {
    source.json(entry("01234567", "active"));
    var confirmed = (Confirmed) register.check("01234567", DECLARED);
    var details = confirmed.details();
    assertThat(source.request().uri()).hasToString("/api/company/01234567");
    assertThat(details.names()).containsExactly("SYNTHETIC TRADING GMBH");
    assertThat(details.address()).isEqualTo(List.of("Musterweg 12", "10115", "Berlin"));
    assertThat(details.nameMatch()).isEqualTo(Match.MATCH);
    assertThat(details.addressMatch()).isEqualTo(Match.MATCH);
    assertThat(details.facts()).containsEntry("type", "ltd").containsEntry("since", "2020-01-01");
    assertThat(confirmed.proof().sha256()).hasSize(64);
  }

  @Test
  void refutesWhatIsNoLongerInForce() {
    source.json(entry("01234567", "dissolved"));
    assertThat(register.check("01234567", DECLARED))
        .isInstanceOfSatisfying(
            Refuted.class, it -> assertThat(it.reason()).isEqualTo("ENTITY_INACTIVE"));
  }

  @Test
  void refutesWhatTheRegisterSaysIsNotThere() {
    source.answer(
        404,
        "application/json",
        "{\"errors\": [{\"error\": \"company-profile-not-found\", \"type\": \"ch:service\"}]}");
    assertThat(register.check("01234567", DECLARED))
        .isInstanceOfSatisfying(
            Refuted.class, it -> assertThat(it.reason()).isEqualTo("NOT_FOUND"));
  }

  @Test
  void believesNoOtherMissingPage() {
    source.answer(404, "application/json", "{\"errors\": [{\"error\": \"no such route\"}]}");
    assertThat(register.check("01234567", DECLARED))
        .isEqualTo(new Unavailable("UNEXPECTED_ANSWER", null));
  }

  @Test
  void concludesNothingFromAStatusThatItDoesNotKnow() {
    source.json(entry("01234567", "insolvency-proceedings"));
    assertThat(register.check("01234567", DECLARED))
        .isInstanceOfSatisfying(
            Inconclusive.class, it -> assertThat(it.reason()).isEqualTo("STATUS_UNKNOWN"));
  }

  @Test
  void believesNoEntryOfAnother() {
    source.json(entry("07654321", "dissolved"));
    assertThat(register.check("01234567", DECLARED))
        .isEqualTo(new Unavailable("UNEXPECTED_ANSWER", null));
  }

  @Test
  void keepsANumberWithinItsPlaceInTheAddress() {
    source.json(entry("HRB 1/2?x#y", "active"));
    assertThat(register.check("HRB 1/2?x#y", DECLARED)).isInstanceOf(Confirmed.class);
    assertThat(source.request().uri()).hasToString("/api/company/HRB%201%2F2%3Fx%23y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../..", " "})
  void doesNotAskForWhatIsNoNumber(String number) {
    assertThat(register.check(number, DECLARED)).isEqualTo(new Inconclusive("INVALID_INPUT", null));
    assertThat(source.requests()).isEmpty();
  }

  @Test
  void sendsItsCredentialAndDoesNotShowIt() {
    var rules =
        RegisterRules.from(
            ConfigFactory.parseString("headers { X-Api-Key = secret }")
                .withFallback(Clients.defaults().getConfig("register-example")));
    source.json(entry("01234567", "active"));
    new RegisterSource(client, rules).check("01234567", DECLARED);
    assertThat(source.request().headers().get("X-api-key")).containsExactly("secret");
    assertThat(rules.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path = \"company\"",
        "path = \"https://elsewhere.example/{number}\"",
        "path = \"/{number}\"",
        "status.active = []",
        "not-found.values = []",
        "number = \"no pointer\""
      })
  void refusesRulesThatMakeNoSense(String change) {
    var config =
        ConfigFactory.parseString(change)
            .withFallback(Clients.defaults().getConfig("register-example"));
    assertThatThrownBy(() -> RegisterRules.from(config))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

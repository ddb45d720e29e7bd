package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sellerregistry.verification.sources.Clients.DECLARED;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

/** The answers have the form of the Commission's; the companies in them are invented. */
class ViesTest {
  private final FakeSource source = new FakeSource();
  private final Clients clients = new Clients();
  private final SourceClient client = clients.client(source.base());
  private final Vies vies = new Vies(client, "EL123456783");

  @AfterEach
  void close() {
    client.close();
    source.close();
  }

  private static String answer(boolean valid, String name, String address, String match) {
    return """
    {"countryCode": "DE", "vatNumber": "123456788", "requestDate": "2026-11-21T12:00:00.502Z",
     "valid": %s, "requestIdentifier": "WAPIAAAAZsynthetic", "name": "%s", "address": "%s",
     "traderName": "---", "traderStreet": "---", "traderPostalCode": "---",
     "traderCity": "---", "traderCompanyType": "---",
     "traderNameMatch": "%s", "traderStreetMatch": "%s", "traderPostalCodeMatch": "%s",
     "traderCityMatch": "%s", "traderCompanyTypeMatch": "NOT_PROCESSED"}
    """
        .formatted(valid, name, address, match, match, match, match);
  }

  private static String failure(String code) {
    return "{\"actionSucceed\": false, \"errorWrappers\": [{\"error\": \"%s\"}]}".formatted(code);
  }

  private SourceAnswer check() {
    return vies.check("DE123456788", DECLARED);
  }

  private Details confirmed() {
    return ((Confirmed) check()).details();
  }

  @Test
  void asksInTheOfficialForm() {
    source.json(answer(true, "---", "---", "NOT_PROCESSED"));
    check();
    var request = source.request();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).hasToString("/api/check-vat-number");
    assertThat(request.headers().get("Content-type")).containsExactly("application/json");
    assertThat(JsonParser.parseString(request.body()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"countryCode": "DE", "vatNumber": "123456788",
                 "requesterMemberStateCode": "EL", "requesterNumber": "123456783",
                 "traderName": "Synthetic Trading GmbH", "traderStreet": "Musterweg 12",
                 "traderPostalCode": "10115", "traderCity": "Berlin"}
                """));
  }

  @Test
  void sendsNothingThatIsNotDeclaredOrSet() {
    source.json(answer(true, "---", "---", "NOT_PROCESSED"));
    new Vies(client, null).check("DE123456788", new Declared("", "", " ", "", ""));
    assertThat(JsonParser.parseString(source.request().body()))
        .isEqualTo(
            JsonParser.parseString("{\"countryCode\": \"DE\", \"vatNumber\": \"123456788\"}"));
  }

  @Test
  void confirmsWithTheConsultationNumberAsProof() {
    source.json(
        answer(true, "SYNTHETIC TRADING GMBH", "MUSTERWEG 12\\n10115 BERLIN", "NOT_PROCESSED"));
    var confirmed = (Confirmed) check();
    assertThat(confirmed.details())
        .isEqualTo(
            new Details(
                List.of("SYNTHETIC TRADING GMBH"),
                List.of("MUSTERWEG 12", "10115 BERLIN"),
                Match.MATCH,
                Match.MATCH,
                Map.of()));
    assertThat(confirmed.proof().reference()).isEqualTo("WAPIAAAAZsynthetic");
    assertThat(confirmed.proof().source()).isEqualTo("A source");
    assertThat(confirmed.proof().time()).isEqualTo(clients.clock.instant());
    assertThat(confirmed.proof().sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void refutesWhatIsNotRegistered() {
    source.json(answer(false, "---", "---", "NOT_PROCESSED"));
    assertThat(check())
        .isInstanceOfSatisfying(
            Refuted.class, it -> assertThat(it.reason()).isEqualTo("NOT_FOUND"));
  }

  @ParameterizedTest
  @CsvSource({
    "---, VALID, MATCH, MATCH",
    "---, INVALID, DIFFERENT, DIFFERENT",
    "---, NOT_PROCESSED, NOT_COMPARED, NOT_COMPARED",
    "Synthetic Trading, INVALID, CLOSE, DIFFERENT",
    "Synthetic Trading, VALID, MATCH, MATCH",
    "Another Company AG, INVALID, DIFFERENT, DIFFERENT"
  })
  void takesTheMemberStatesComparisonOrMakesItsOwn(
      String name, String match, Match nameMatch, Match addressMatch) {
    source.json(answer(true, name, "---", match));
    assertThat(confirmed().nameMatch()).isEqualTo(nameMatch);
    assertThat(confirmed().addressMatch()).isEqualTo(addressMatch);
  }

  @Test
  void doesNotTakeTheTownForTheAddress() {
    source.json(
        answer(true, "---", "---", "NOT_PROCESSED")
            .replace("\"traderCityMatch\": \"NOT_PROCESSED\"", "\"traderCityMatch\": \"VALID\""));
    assertThat(confirmed().addressMatch()).isEqualTo(Match.CLOSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SERVICE_UNAVAILABLE",
        "MS_UNAVAILABLE",
        "TIMEOUT",
        "GLOBAL_MAX_CONCURRENT_REQ",
        "GLOBAL_MAX_CONCURRENT_REQ_TIME",
        "MS_MAX_CONCURRENT_REQ",
        "MS_MAX_CONCURRENT_REQ_TIME"
      })
  void asksAgainWhatIsBusy(String code) {
    source.json(failure(code));
    assertThat(check()).isEqualTo(new Unavailable(code, null));
    assertThat(source.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VAT_BLOCKED", "IP_BLOCKED", "INVALID_REQUESTER_INFO"})
  void doesNotAskAgainWhatLasts(String code) {
    source.json(failure(code));
    assertThat(check()).isEqualTo(new Unavailable(code, null));
    assertThat(source.requests()).hasSize(1);
  }

  @Test
  void concludesNothingFromInputThatWasNotLookedUp() {
    source.json(failure("INVALID_INPUT"));
    assertThat(check())
        .isInstanceOfSatisfying(
            Inconclusive.class, it -> assertThat(it.reason()).isEqualTo("INVALID_INPUT"));
    assertThat(source.requests()).hasSize(1);
  }

  @Test
  void concludesNothingFromCodesThatItDoesNotKnow() {
    source.answer(500, "application/json", failure("VOW-ERR-1"));
    assertThat(check()).isEqualTo(new Unavailable("SERVER_ERROR", null));
    source.answer(200, "application/json", "{\"actionSucceed\": false}");
    clients.clock.advance(Duration.ofHours(1));
    assertThat(check()).isEqualTo(new Unavailable("SERVER_ERROR", null));
  }

  @Test
  void believesNoInvalidityBesideAFailure() {
    source.json(
        """
        {"countryCode": "DE", "vatNumber": "123456788", "valid": false, "name": "---",
         "userError": "MS_UNAVAILABLE"}
        """);
    assertThat(check()).isEqualTo(new Unavailable("MS_UNAVAILABLE", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"DE\"", "\"123456788\"", "false"})
  void believesNoAnswerToAnotherQuestion(String part) {
    source.json(answer(false, "---", "---", "NOT_PROCESSED").replace(part, "\"AT\""));
    assertThat(check()).isEqualTo(new Unavailable("UNEXPECTED_ANSWER", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GB123456789", "EU372000041", "GR123456783", "DE", ""})
  void doesNotAskForNumbersThatItDoesNotHave(String number) {
    assertThat(vies.check(number, DECLARED)).isEqualTo(new Inconclusive("NOT_COVERED", null));
    assertThat(source.requests()).isEmpty();
  }

  @Test
  void remembersAnswersForAWhile() {
    source.json(answer(true, "---", "---", "NOT_PROCESSED"));
    var first = check();
    clients.clock.advance(Duration.ofHours(23));
    assertThat(check()).isSameAs(first);
    clients.clock.advance(Duration.ofHours(2));
    assertThat(check()).isNotSameAs(first);
    assertThat(source.requests()).hasSize(2);
  }

  @Test
  void remembersRefutationsShorterAndFailuresNotAtAll() {
    source.json(failure("IP_BLOCKED")).json(answer(false, "---", "---", "NOT_PROCESSED"));
    assertThat(check()).isInstanceOf(Unavailable.class);
    assertThat(check()).isInstanceOf(Refuted.class);
    assertThat(check()).isInstanceOf(Refuted.class);
    assertThat(source.requests()).hasSize(2);
    clients.clock.advance(Duration.ofHours(2));
    assertThat(check()).isInstanceOf(Refuted.class);
    assertThat(source.requests()).hasSize(3);
  }

  @Test
  void leavesAMemberStateAloneThatIsDownButNotTheOthers() {
    source.json(failure("MS_UNAVAILABLE"));
    check();
    check();
    assertThat(source.requests()).hasSize(5);
    assertThat(check())
        .isInstanceOfSatisfying(
            Unavailable.class, it -> assertThat(it.code()).isEqualTo("CIRCUIT_OPEN"));
    vies.check("ATU12345675", DECLARED);
    assertThat(source.requests()).hasSize(8);
  }

  @Test
  void refusesARequesterThatIsNoVatNumber() {
    assertThatThrownBy(() -> new Vies(client, "GB123456789"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.verification.sources.Clients.DECLARED;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.verification.sources.Gleif.RegisteredAs;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

/** The answers have the form of GLEIF's; the companies and identifiers in them are invented. */
class GleifTest {
  private static final String LEI = "5299000SYNTHETIC0071";
  private static final RegisteredAs ENTRY = new RegisteredAs("HRB 1234", "RA000242", "DE");

  private final FakeSource source = new FakeSource();
  private final SourceClient client = new Clients().client(source.base());
  private final Gleif gleif = new Gleif(client);

  @AfterEach
  void close() {
    client.close();
    source.close();
  }

  private static String record(String lei, String entity, String registration, String name) {
    return """
    {"type": "lei-records", "id": "%1$s", "attributes": {"lei": "%1$s",
     "entity": {"legalName": {"name": "%4$s", "language": "de"},
      "otherNames": [
        {"name": "Former Trading GmbH", "language": "de", "type": "PREVIOUS_LEGAL_NAME"},
        {"name": "Synthetic Trading Ltd", "type": "ALTERNATIVE_LANGUAGE_LEGAL_NAME"}],
      "transliteratedOtherNames": [],
      "legalAddress": {"language": "de", "addressLines": ["Musterweg 12"],
        "addressNumber": null, "city": "Berlin", "region": "DE-BE", "country": "DE",
        "postalCode": "10115"},
      "headquartersAddress": {"language": "de", "addressLines": ["Beispielallee 3"],
        "city": "Bonn", "region": null, "country": "DE", "postalCode": "53111"},
      "registeredAt": {"id": "RA000242", "other": null}, "registeredAs": "HRB 1234",
      "jurisdiction": "DE", "category": "GENERAL",
      "legalForm": {"id": "2HBR", "other": null}, "status": "%2$s"},
     "registration": {"initialRegistrationDate": "2020-01-01T00:00:00Z",
      "lastUpdateDate": "2026-05-01T00:00:00Z", "status": "%3$s",
      "nextRenewalDate": "2027-05-01T00:00:00Z", "managingLou": "5299000SYNTHETIC0168",
      "corroborationLevel": "FULLY_CORROBORATED"}}}
    """
        .formatted(lei, entity, registration, name);
  }

  private static String document(String record) {
    return "{\"meta\": {\"goldenCopy\": {\"publishDate\": \"2026-11-21T08:00:00Z\"}}, \"data\": %s}"
        .formatted(record);
  }

  private static String page(int total, String next, String... records) {
    return """
    {"meta": {"goldenCopy": {"publishDate": "2026-11-21T08:00:00Z"},
      "pagination": {"currentPage": 1, "perPage": 2, "from": 1, "to": 2, "total": %d,
        "lastPage": 2}},
     "links": {"first": "x"%s}, "data": [%s]}
    """
        .formatted(
            total,
            next.isEmpty() ? "" : ", \"next\": \"%s\"".formatted(next),
            String.join(",", records));
  }

  private static String issued(String lei, String name) {
    return record(lei, "ACTIVE", "ISSUED", name);
  }

  private static String code(SourceAnswer answer) {
    return switch (answer) {
      case Confirmed confirmed -> "CONFIRMED";
      case Refuted refuted -> "REFUTED " + refuted.reason();
      case Unavailable unavailable -> "UNAVAILABLE " + unavailable.code();
      case Inconclusive inconclusive -> "INCONCLUSIVE " + inconclusive.reason();
    };
  }

  @Test
  void confirmsAnActiveEntityWithItsData() {
    source.answer(200, "application/vnd.api+json", document(issued(LEI, "Synthetic Trading GmbH")));
    var confirmed = (Confirmed) gleif.check(LEI, DECLARED);
    var details = confirmed.details();
    assertThat(source.request().uri()).hasToString("/api/lei-records/" + LEI);
    assertThat(details.names())
        .containsExactly("Synthetic Trading GmbH", "Synthetic Trading Ltd", "Former Trading GmbH");
    assertThat(details.address()).containsExactly("Musterweg 12", "10115", "Berlin", "DE-BE", "DE");
    assertThat(details.nameMatch()).isEqualTo(Match.MATCH);
    assertThat(details.addressMatch()).isEqualTo(Match.MATCH);
    assertThat(details.facts())
        .containsEntry("lei", LEI)
        .containsEntry("entity.legalForm.id", "2HBR")
        .containsEntry("entity.registeredAt.id", "RA000242")
        .containsEntry("entity.registeredAs", "HRB 1234")
        .doesNotContainKey("entity.legalForm.other");
    assertThat(confirmed.proof().reference()).isEqualTo("2026-11-21T08:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVE, ISSUED, CONFIRMED",
    "ACTIVE, PENDING_TRANSFER, CONFIRMED",
    "ACTIVE, PENDING_ARCHIVAL, CONFIRMED",
    "ACTIVE, LAPSED, INCONCLUSIVE LEI_LAPSED",
    "INACTIVE, ISSUED, REFUTED ENTITY_INACTIVE",
    "INACTIVE, LAPSED, REFUTED ENTITY_INACTIVE",
    "INACTIVE, RETIRED, REFUTED ENTITY_INACTIVE",
    "INACTIVE, MERGED, REFUTED ENTITY_INACTIVE",
    "NULL, ANNULLED, REFUTED LEI_ANNULLED",
    "NULL, DUPLICATE, REFUTED LEI_DUPLICATE",
    "NULL, ISSUED, INCONCLUSIVE STATUS_UNKNOWN",
    "ACTIVE, SOMETHING_NEW, INCONCLUSIVE STATUS_UNKNOWN"
  })
  void judgesByTheStatusOfEntityAndRecord(String entity, String registration, String expected) {
    source.json(document(record(LEI, entity, registration, "Synthetic Trading GmbH")));
    assertThat(code(gleif.check(LEI, DECLARED))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Synthetic Trading Limited, DE, DIFFERENT, MATCH",
    "Synthetic Trading Ltd, DE, MATCH, MATCH",
    "Former Trading GmbH, DE, CLOSE, MATCH",
    "Something else, AT, DIFFERENT, DIFFERENT"
  })
  void comparesNamesByTheirKind(String declared, String country, Match name, Match address) {
    source.json(document(issued(LEI, "Andere Firma AG")));
    var answer =
        gleif.check(LEI, new Declared(declared, "Beispielallee 3", "53111", "Bonn", country));
    var details = ((Confirmed) answer).details();
    assertThat(details.nameMatch()).isEqualTo(name);
    assertThat(details.addressMatch()).isEqualTo(address);
  }

  @Test
  void refutesOnlyWhatTheListDoesNotHaveEither() {
    source.answer(404, "application/vnd.api+json", "{\"errors\": []}").json(page(0, ""));
    assertThat(code(gleif.check(LEI, DECLARED))).isEqualTo("REFUTED NOT_FOUND");
    assertThat(source.request().uri()).hasToString("/api/lei-records?filter%5Blei%5D=" + LEI);
  }

  @Test
  void believesTheListMoreThanAMissingPage() {
    source
        .answer(404, "text/html", "Not here")
        .json(page(1, "", issued(LEI, "Synthetic Trading GmbH")));
    assertThat(code(gleif.check(LEI, DECLARED))).isEqualTo("CONFIRMED");
  }

  @Test
  void believesNoRecordOfAnother() {
    source.json(document(issued("5299000SYNTHETIC0265", "Synthetic Trading GmbH")));
    assertThat(code(gleif.check(LEI, DECLARED))).isEqualTo("UNAVAILABLE UNEXPECTED_ANSWER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5299000synthetic0071", "../5299000SYNTHETIC00", "529900"})
  void doesNotAskForWhatIsNoIdentifier(String lei) {
    assertThat(code(gleif.check(lei, DECLARED))).isEqualTo("INCONCLUSIVE INVALID_INPUT");
    assertThat(source.requests()).isEmpty();
  }

  @Test
  void findsAnEntityByItsRegisterNumberOnAllPages() {
    var base = source.base();
    source
        .json(
            page(
                2,
                base + "lei-records?page[number]=2",
                issued("5299000SYNTHETIC0265", "Another Branch GmbH")))
        .json(page(2, "", issued(LEI, "Synthetic Trading GmbH")));
    var confirmed = (Confirmed) gleif.check(ENTRY, DECLARED);
    assertThat(confirmed.details().facts()).containsEntry("lei", LEI);
    assertThat(source.requests().stream().map(it -> it.uri().toString()))
        .containsExactly(
            "/api/lei-records?filter%5Bentity.registeredAs%5D=HRB+1234"
                + "&filter%5Bentity.legalAddress.country%5D=DE&page%5Bsize%5D=50",
            "/api/lei-records?page%5Bnumber%5D=2");
  }

  @Test
  void concludesNothingWithoutAnIdentifier() {
    source.json(page(0, ""));
    assertThat(code(gleif.check(ENTRY, DECLARED))).isEqualTo("INCONCLUSIVE NO_LEI");
  }

  @Test
  void concludesNothingFromAnotherRegistersNumber() {
    source.json(page(1, "", issued(LEI, "Synthetic Trading GmbH")));
    assertThat(code(gleif.check(new RegisteredAs("HRB 1234", "RA000001", "DE"), DECLARED)))
        .isEqualTo("INCONCLUSIVE NO_LEI");
  }

  @Test
  void concludesNothingFromSeveral() {
    source.json(page(2, "", issued(LEI, "One AG"), issued("5299000SYNTHETIC0265", "Two AG")));
    assertThat(code(gleif.check(ENTRY, DECLARED))).isEqualTo("INCONCLUSIVE AMBIGUOUS");
  }

  @Test
  void readsNoMorePagesThanABound() {
    source.json(page(99, source.base() + "lei-records?page[number]=2", issued(LEI, "One AG")));
    assertThat(code(gleif.check(ENTRY, DECLARED))).isEqualTo("INCONCLUSIVE AMBIGUOUS");
    assertThat(source.requests()).hasSize(10);
  }

  @Test
  void noticesAPageThatIsMissing() {
    source.json(page(3, "", issued(LEI, "Synthetic Trading GmbH")));
    assertThat(code(gleif.check(ENTRY, DECLARED))).isEqualTo("UNAVAILABLE ANSWER_CUT");
  }

  @Test
  void doesNotFollowToAnotherHost() {
    try (var other = new FakeSource().json(page(0, ""))) {
      for (var next :
          List.of(
              other.base() + "lei-records",
              source.base().resolve("/other/").toString(),
              source.base() + "../other/",
              "file:///etc/hostname",
              "lei-records?page=2",
              ":// ")) {
        source.json(page(2, next, issued(LEI, "Synthetic Trading GmbH")));
        try (var fresh = new Clients().client(source.base())) {
          assertThat(code(new Gleif(fresh).check(ENTRY, DECLARED)))
              .isEqualTo("UNAVAILABLE UNEXPECTED_ANSWER");
        }
      }
      assertThat(other.requests()).isEmpty();
    }
  }
}

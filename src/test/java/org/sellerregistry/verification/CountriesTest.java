package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import build.buf.protovalidate.ValidatorFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.SyntheticIdentifiers;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CountryCatalogue;
import org.sellerregistry.v1.CountryDocument;
import org.sellerregistry.v1.CountryNumber;
import org.sellerregistry.v1.CountryRequirements;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;

class CountriesTest {
  private static final Countries COUNTRIES =
      Countries.shipped(ValidatorFactory.newBuilder().build());

  private static final Set<String> UNION =
      Set.of(
          ("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
              .split(" "));

  /** Numbers that follow their rule, of schemes of which none are made. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "es.nie", "X-2482300W",
          "es.nif", "54362315-K",
          "fr.rcs", "RCS Nancy B 323159715",
          "gb.utr", "1955839661",
          "hu.anum", "12892312",
          "it.codicefiscale", "00743110157",
          "pt.nif", "501964843",
          "ro.onrc", "J52/750/2012",
          "si.maticna", "9331310000");

  private static final List<TraderType> TYPES =
      List.of(TraderType.TRADER_TYPE_LEGAL_ENTITY, TraderType.TRADER_TYPE_NATURAL_PERSON);

  static Stream<CountryRequirements> countries() {
    return COUNTRIES.all().stream();
  }

  @Test
  void theUnionAndTheCountriesThatSellIntoItAreThere() {
    assertThat(countries().map(CountryRequirements::getRegionCode))
        .isSorted()
        .containsAll(UNION)
        .contains("CN", "HK", "US", "GB", "CH", "NO", "TR", "JP", "KR", "IN");
    assertThat(COUNTRIES.find("AQ")).isEmpty();
    assertThat(countries().map(CountryRequirements::getRegionCode))
        .isSubsetOf(Arrays.asList(Locale.getISOCountries()));
  }

  @Test
  void viesHasTheNumbersOfMemberStatesAlone() {
    assertThat(
            countries()
                .filter(it -> it.getSourcesList().contains(CheckMethod.CHECK_METHOD_VIES))
                .map(CountryRequirements::getRegionCode))
        .containsExactlyInAnyOrderElementsOf(UNION);
  }

  @ParameterizedTest
  @MethodSource("countries")
  void everySchemeNamedExistsAndEveryNumberThatNeedsAnIssuerNamesOne(CountryRequirements country) {
    var numbers =
        Stream.concat(
                country.getRegistersList().stream().flatMap(it -> it.getNumbersList().stream()),
                country.getTaxNumbersList().stream())
            .toList();
    for (var number : numbers) {
      if (number.getScheme().equals(ItemSyntax.ANY_REGISTER)) {
        assertThat(number.getIssuer()).as(number.getName()).isNotBlank();
      } else {
        assertThat(Schemes.find(number.getScheme())).as(number.getScheme()).isPresent();
        assertThat(number.getIssuer().isBlank())
            .as(number.getScheme())
            .isEqualTo(!Schemes.find(number.getScheme()).orElseThrow().issuerScoped());
      }
    }
    for (var document : country.getDocumentsList()) {
      if (!document.getNumberScheme().isEmpty()) {
        assertThat(Schemes.find(document.getNumberScheme())).isPresent();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("countries")
  void eachTypeOfTraderHasACompletePathInTheUnionsOffering(CountryRequirements country) {
    for (var type : TYPES) {
      var numbers =
          country.getRegistersList().stream()
              .filter(it -> it.getTraderTypesList().contains(type))
              .flatMap(it -> it.getNumbersList().stream())
              .filter(it -> fits(it.getTraderTypesList(), type))
              .toList();
      var documents =
          country.getDocumentsList().stream()
              .filter(it -> fits(it.getTraderTypesList(), type))
              .toList();
      assertThat(numbers).as("%s of %s", type, country.getRegionCode()).isNotEmpty();
      assertThat(documents)
          .as("%s of %s", type, country.getRegionCode())
          .extracting(CountryDocument::getKind)
          .contains(DocumentKind.DOCUMENT_KIND_PASSPORT);
      for (var number : numbers) {
        var trader = trader(country, type, number, documents.getFirst());
        var evaluation =
            Evaluation.of(Cases.PACK, trader, Cases.passed(trader, Cases.NOW), Cases.NOW, false);
        assertThat(evaluation.state())
            .as("%s of %s with %s", type, country.getRegionCode(), number.getScheme())
            .isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
      }
    }
  }

  @Test
  void aTraderIsAskedForWhatItsCountryHas() {
    var register =
        provide("CN", TraderType.TRADER_TYPE_LEGAL_ENTITY, "", ItemKind.ITEM_KIND_REGISTER_ENTRY);
    assertThat(register.getMessage())
        .isEqualTo(
            "Please give us the entry in a trade register. Usual in China: 统一社会信用代码"
                + " (国家企业信用信息公示系统; 营业执照).");
    assertThat(register.getNumberSchemesList()).containsExactly("cn.uscc");
    var document =
        provide("CN", TraderType.TRADER_TYPE_LEGAL_ENTITY, "de", ItemKind.ITEM_KIND_DOCUMENT);
    assertThat(document.getMessage()).contains("Üblich in China: 营业执照 (business licence)");
    assertThat(document.getDocumentKindsList())
        .startsWith(DocumentKind.DOCUMENT_KIND_BUSINESS_LICENCE);
    assertThat(
            provide("AQ", TraderType.TRADER_TYPE_LEGAL_ENTITY, "", ItemKind.ITEM_KIND_DOCUMENT)
                .getMessage())
        .isEqualTo("Please give us the identity document or electronic identification.");
  }

  @Test
  void aNaturalPersonIsAskedForRegistersThatHoldPersonsAndMayBeInNone() {
    var type = TraderType.TRADER_TYPE_NATURAL_PERSON;
    assertThat(provide("PL", type, "", ItemKind.ITEM_KIND_REGISTER_ENTRY).getMessage())
        .contains("CEIDG", "please tell us why")
        .doesNotContain("KRS");
    assertThat(provide("NL", type, "", ItemKind.ITEM_KIND_REGISTER_ENTRY).getMessage())
        .doesNotContain("tell us why");
  }

  @Test
  void aCountryStandsOnce() {
    var country = COUNTRIES.find("DE").orElseThrow();
    var twice = CountryCatalogue.newBuilder().addCountries(country).addCountries(country).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Countries(twice, ValidatorFactory.newBuilder().build()))
        .withMessageContaining("DE");
  }

  private static NextAction provide(
      String region, TraderType type, String language, ItemKind missing) {
    var trader =
        Cases.without(Cases.sound(), missing).toBuilder()
            .setRegionCode(region)
            .setType(type)
            .build();
    var checks = AutomaticChecks.of(trader, Cases.NOW);
    var advice = CountryAdvice.of(COUNTRIES.find(region), type);
    var explain =
        new Explain(
            language,
            Audience.AUDIENCE_TRADER,
            advice,
            Cases.explained(trader, checks),
            Cases.RECORDABLE);
    return Evaluation.of(Cases.PACK, trader, checks, Cases.NOW, false).requirements().stream()
        .filter(it -> it.rule().getItemKindsList().contains(missing))
        .map(it -> explain.requirement(it, new ItemChecks(checks)).getNextActions(0))
        .findFirst()
        .orElseThrow();
  }

  private static Trader trader(
      CountryRequirements country,
      TraderType type,
      CountryNumber number,
      CountryDocument document) {
    var region = country.getRegionCode();
    var trader = Cases.sound().toBuilder().setRegionCode(region).setType(type).clearTax();
    trader
        .getRegistrationBuilder()
        .clear()
        .addRegisterEntriesBuilder()
        .setRegionCode(region)
        .getIdentifierBuilder()
        .setScheme(number.getScheme())
        .setIssuer(number.getScheme().equals(ItemSyntax.ANY_REGISTER) ? number.getIssuer() : "")
        .setValue(value(number.getScheme(), region));
    trader
        .getIdentificationBuilder()
        .clear()
        .addDocumentsBuilder()
        .setKind(document.getKind())
        .setIssuingRegionCode(region)
        .setNumber("X00000000");
    return Cases.revise(
        Trader.getDefaultInstance(),
        Sections.withoutMetas(trader.build()),
        1,
        Cases.NOW,
        _ -> false);
  }

  private static String value(String scheme, String region) {
    return switch (scheme) {
      case ItemSyntax.ANY_REGISTER -> "Synthetic 1";
      case "euid" -> (region.equals("GR") ? "EL" : region) + "TEST.1";
      default ->
          SyntheticIdentifiers.next(scheme, new Random(7))
              .orElseGet(() -> Objects.requireNonNull(EXAMPLES.get(scheme), scheme));
    };
  }

  private static boolean fits(List<TraderType> types, TraderType type) {
    return types.isEmpty() || types.contains(type);
  }
}

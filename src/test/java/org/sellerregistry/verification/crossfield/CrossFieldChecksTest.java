package org.sellerregistry.verification.crossfield;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.type.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.trader.SectionRevision;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.AddressKind;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.PartyRole;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;

/** The traders, their names and their documents are synthetic. */
class CrossFieldChecksTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  /** The specimen of ICAO Doc 9303 part 4, appendix A: born 12 August 1974, until 15 April 2012. */
  private static final String[] SPECIMEN = {
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
  };

  @ParameterizedTest
  @CsvSource({
    "FR, fr.siren, 732829320, eu.vat, FR44732829320",
    "FR, fr.siret, 73282932000074, eu.vat, FR44732829320",
    "FR, fr.rcs, RCS Paris B 732829320, eu.vat, FR44732829320",
    "FI, fi.ytunnus, 0112038-9, eu.vat, FI01120389",
    "FI, euid, FIFPRO.0112038-9, eu.vat, FI01120389",
    "SE, se.orgnr, 556188-8404, eu.vat, SE556188840401",
    "NO, no.orgnr, 923609016, no.mva, 923609016MVA",
    "CH, ch.uid, CHE-107.787.577, ch.vat, CHE-107.787.577 MWST",
    "PT, pt.nif, 501964843, eu.vat, PT501964843",
    "HR, hr.oib, 33392005961, eu.vat, HR33392005961",
    "RO, ro.cui, 18547290, eu.vat, RO18547290",
    "DK, dk.cvr, 13585628, eu.vat, DK13585628",
    "CZ, cz.ico, 25123891, eu.vat, CZ25123891",
    "BE, be.vat, 0428759497, eu.vat, BE0428759497",
  })
  void numbersThatOneHolderHasBuiltFromAnotherAgree(
      String country, String scheme, String number, String vatScheme, String vat) {
    assertThat(results(entity(country, scheme, number, vatScheme, vat)))
        .containsEntry(ItemKind.ITEM_KIND_REGISTER_ENTRY, "")
        .containsEntry(ItemKind.ITEM_KIND_VAT_NUMBER, "");
  }

  @ParameterizedTest
  @CsvSource({
    "FR, fr.siren, 552008443, eu.vat, FR44732829320, NUMBERS_CONTRADICT",
    "FI, fi.ytunnus, 2077474-0, eu.vat, FI01120389, NUMBERS_CONTRADICT",
    "BE, be.vat, 0403170701, eu.vat, BE0428759497, NUMBERS_CONTRADICT",
    // Where the law has exceptions a difference is a hint.
    "DK, dk.cvr, 25313763, eu.vat, DK13585628, NUMBERS_DIFFER",
    "CZ, cz.ico, 27074358, eu.vat, CZ25123891, NUMBERS_DIFFER",
    "IT, it.codicefiscale, 00743110157, eu.vat, IT00159560366, NUMBERS_DIFFER",
    // Where one number is not built from the other nothing is compared.
    "PL, pl.krs, 0000028860, eu.vat, PL8567346215, ''",
  })
  void numbersOfTwoHoldersAreTold(
      String country, String scheme, String number, String vatScheme, String vat, String reason) {
    assertThat(results(entity(country, scheme, number, vatScheme, vat)))
        .containsEntry(ItemKind.ITEM_KIND_REGISTER_ENTRY, reason);
  }

  @Test
  void aContradictionFailsAndADifferenceWhereTheLawHasExceptionsDoesNot() {
    assertThat(
            CrossFieldChecks.of(
                entity("FR", "fr.siren", "552008443", "eu.vat", "FR44732829320"), TODAY))
        .filteredOn(it -> it.reasonCode().equals("NUMBERS_CONTRADICT"))
        .hasSize(2)
        .allMatch(it -> it.result() == CheckResult.CHECK_RESULT_FAILED);
    assertThat(
            CrossFieldChecks.of(entity("DK", "dk.cvr", "25313763", "eu.vat", "DK13585628"), TODAY))
        .filteredOn(it -> it.reasonCode().equals("NUMBERS_DIFFER"))
        .hasSize(2)
        .allMatch(it -> it.result() == CheckResult.CHECK_RESULT_INCONCLUSIVE);
  }

  @Test
  void theNumberOfAVatGroupIsNoContradictionOnceTheGroupIsNamed() {
    var trader = entity("FR", "fr.siren", "552008443", "eu.vat", "FR44732829320").toBuilder();
    trader
        .getPartiesBuilder()
        .addPartiesBuilder()
        .setRole(PartyRole.PARTY_ROLE_BENEFICIAL_OWNER)
        .setFullName("Groupe TVA Synthetic")
        .addIdentifiersBuilder()
        .setScheme("fr.siren")
        .setValue("732829320");
    assertThat(results(stored(trader.build())))
        .containsEntry(ItemKind.ITEM_KIND_REGISTER_ENTRY, "")
        .containsEntry(ItemKind.ITEM_KIND_VAT_NUMBER, "NUMBER_OF_PARTY");
  }

  @Test
  void aFurtherVatNumberFailsAloneIfAnotherOneBearsTheRegisterOut() {
    var trader = entity("FR", "fr.siren", "732829320", "eu.vat", "FR44732829320").toBuilder();
    trader
        .getTaxBuilder()
        .addVatNumbersBuilder()
        .getIdentifierBuilder()
        .setScheme("eu.vat")
        .setValue("FR83404833048");
    assertThat(CrossFieldChecks.of(stored(trader.build()), TODAY))
        .filteredOn(it -> it.result() == CheckResult.CHECK_RESULT_FAILED)
        .singleElement()
        .satisfies(it -> assertThat(it.item().kind()).isEqualTo(ItemKind.ITEM_KIND_VAT_NUMBER));
  }

  @Test
  void aNumberOfAnotherCountryThanTheOneNamedContradicts() {
    assertThat(results(entity("DE", "fr.siren", "732829320", "eu.vat", "DE136695976")))
        .containsEntry(ItemKind.ITEM_KIND_REGISTER_ENTRY, "NUMBER_OF_OTHER_COUNTRY");
    // Territories use the numbers of their state.
    assertThat(results(entity("RE", "fr.siren", "732829320", "eu.vat", "FR44732829320")))
        .containsEntry(ItemKind.ITEM_KIND_REGISTER_ENTRY, "");
  }

  @Test
  void numbersOfFurtherCountriesAreNormalBesideOneAtHome() {
    var trader = entity("DE", "lei", "529900T8BM49AURSDO55", "eu.vat", "FR44732829320");
    assertThat(results(trader))
        .containsEntry(ItemKind.ITEM_KIND_VAT_NUMBER, "VAT_NUMBER_OF_OTHER_COUNTRY");
    var more = trader.toBuilder();
    more.getTaxBuilder()
        .addVatNumbersBuilder()
        .getIdentifierBuilder()
        .setScheme("eu.vat")
        .setValue("DE136695976");
    assertThat(results(stored(more.build()))).doesNotContainValue("VAT_NUMBER_OF_OTHER_COUNTRY");
    // Who is established elsewhere has only numbers of the Union's members.
    assertThat(results(entity("CN", "cn.uscc", "91110000600037341L", "eu.vat", "DE136695976")))
        .doesNotContainValue("VAT_NUMBER_OF_OTHER_COUNTRY");
  }

  @ParameterizedTest
  @CsvSource({
    "CN, HK, ACCOUNT_IN_OTHER_COUNTRY",
    "CN, CN, ''",
    "DE, US, ACCOUNT_IN_OTHER_COUNTRY",
    "RE, FR, ''",
  })
  void whereAnAccountIsIsAHint(String trader, String account, String reason) {
    var wanted = natural(trader);
    wanted
        .getPaymentBuilder()
        .addAccountsBuilder()
        .setHolderName("Erika Muster")
        .getLocalBuilder()
        .setRegionCode(account)
        .setInstitution("Synthetic Bank")
        .setNumber("1");
    assertThat(results(stored(wanted.build()))).containsEntry(ItemKind.ITEM_KIND_ACCOUNT, reason);
  }

  @Test
  void anAccountElsewhereInTheEuroPaymentsAreaIsAsGoodAsOneAtHome() {
    var trader = natural("DE");
    trader
        .getPaymentBuilder()
        .addAccountsBuilder()
        .setHolderName("MUSTER, Erika")
        .setIban("LT12 1000 0111 0100 1000");
    assertThat(results(stored(trader.build()))).containsEntry(ItemKind.ITEM_KIND_ACCOUNT, "");
    trader.getPaymentBuilder().getAccountsBuilder(0).setHolderName("Somebody Else");
    assertThat(results(stored(trader.build())))
        .containsEntry(ItemKind.ITEM_KIND_ACCOUNT, "ACCOUNT_HOLDER_DIFFERS");
  }

  @ParameterizedTest
  @CsvSource({
    "+4930100200, ''",
    "+33142685300, PHONE_OF_OTHER_COUNTRY",
    "030 100200, ''",
    "+43 1 58858, ''"
  })
  void aTelephoneOfACountryWithoutAnAddressIsAHint(String number, String reason) {
    var trader = natural("DE");
    trader.getIdentityBuilder().addPhonesBuilder().setNumber(number);
    trader
        .getIdentityBuilder()
        .addAddressesBuilder()
        .setKind(AddressKind.ADDRESS_KIND_BUSINESS)
        .setRegionCode("AT");
    assertThat(results(stored(trader.build()))).containsEntry(ItemKind.ITEM_KIND_PHONE, reason);
  }

  @Test
  void aFreeMailboxOfACompanyIsAHint() {
    var trader = natural("DE");
    trader.getIdentityBuilder().addEmailsBuilder().setAddress("synthetic@GMAIL.com");
    assertThat(results(stored(trader.build()))).doesNotContainKey(ItemKind.ITEM_KIND_EMAIL);
    trader.setType(TraderType.TRADER_TYPE_LEGAL_ENTITY);
    assertThat(results(stored(trader.build())))
        .containsEntry(ItemKind.ITEM_KIND_EMAIL, "FREE_MAILBOX");
    trader.getIdentityBuilder().getEmailsBuilder(0).setAddress("info@gmail.com.example");
    assertThat(results(stored(trader.build()))).containsEntry(ItemKind.ITEM_KIND_EMAIL, "");
  }

  @Test
  void aNaturalPersonIsOfAgeFromTheDayOnWhichItTurnsEighteen() {
    assertThat(results(born(TODAY.minusYears(18)))).containsEntry(ItemKind.ITEM_KIND_BIRTH, "");
    assertThat(results(born(TODAY.minusYears(18).plusDays(1))))
        .containsEntry(ItemKind.ITEM_KIND_BIRTH, "UNDER_AGE");
  }

  @ParameterizedTest
  @CsvSource({
    "L898902C3, 1974, 12, Anna Maria Eriksson, ''",
    "l 898902-c3, 1974, 12, ERIKSSON Anna, ''",
    "L898902C4, 1974, 12, Anna Maria Eriksson, MRZ_NUMBER_DIFFERS",
    "L898902C3, 1974, 13, Anna Maria Eriksson, MRZ_BIRTH_DATE_DIFFERS",
    "L898902C3, 1874, 12, Anna Maria Eriksson, ''",
    "L898902C3, 1974, 12, Somebody Else, MRZ_NAME_DIFFERS",
    "L898902C3, 1974, 12, 安娜, ''",
  })
  void aDocumentSaysTheSameInItsMachineReadableLines(
      String number, int year, int day, String holder, String reason) {
    var trader =
        Trader.newBuilder().setType(TraderType.TRADER_TYPE_LEGAL_ENTITY).setRegionCode("SE");
    trader
        .getIdentificationBuilder()
        .addDocumentsBuilder()
        .setKind(DocumentKind.DOCUMENT_KIND_PASSPORT)
        .setIssuingRegionCode("SE")
        .setNumber(number)
        .setHolderName(holder)
        .setBirthDate(date(LocalDate.of(year, 8, day)))
        .setExpireDate(date(LocalDate.of(2012, 4, 15)))
        .addAllMrzLines(List.of(SPECIMEN));
    assertThat(results(stored(trader.build()))).containsEntry(ItemKind.ITEM_KIND_DOCUMENT, reason);
    var document = trader.getIdentificationBuilder().getDocumentsBuilder(0);
    document.setExpireDate(date(LocalDate.of(2012, 4, 16)));
    assertThat(results(stored(trader.build())).get(ItemKind.ITEM_KIND_DOCUMENT))
        .isEqualTo(
            reason.isEmpty() || reason.equals("MRZ_NAME_DIFFERS") ? "MRZ_EXPIRY_DIFFERS" : reason);
  }

  @Test
  void aDocumentIsOfThePersonThatTheTraderIs() {
    var trader = born(LocalDate.of(1974, 8, 12)).toBuilder();
    var document =
        trader
            .getIdentificationBuilder()
            .addDocumentsBuilder()
            .setKind(DocumentKind.DOCUMENT_KIND_IDENTITY_CARD)
            .setIssuingRegionCode("DE")
            .setNumber("X0000001")
            .setHolderName("Mustér Erika")
            .setBirthDate(date(LocalDate.of(1974, 8, 12)));
    assertThat(results(stored(trader.build()))).containsEntry(ItemKind.ITEM_KIND_DOCUMENT, "");
    document.setHolderName("Somebody Else");
    assertThat(results(stored(trader.build())))
        .containsEntry(ItemKind.ITEM_KIND_DOCUMENT, "DOCUMENT_HOLDER_DIFFERS");
    document.setBirthDate(date(LocalDate.of(1974, 8, 13)));
    assertThat(results(stored(trader.build())))
        .containsEntry(ItemKind.ITEM_KIND_DOCUMENT, "BIRTH_DATE_DIFFERS")
        .containsEntry(ItemKind.ITEM_KIND_BIRTH, "BIRTH_DATE_DIFFERS");
  }

  @Test
  void nothingSoundFailsAndFewThingsAreHintsAmongSyntheticTraders() {
    var reasons = new TreeMap<String, Integer>();
    new SyntheticTraders(5)
        .range(0, 1000)
        .filter(it -> it.truth().defect().isEmpty())
        .map(it -> stored(it.record().getTrader()))
        .flatMap(it -> CrossFieldChecks.of(it, TODAY).stream())
        .forEach(finding -> {
          assertThat(finding.result())
              .as("%s of %s", finding.reasonCode(), finding.item())
              .isNotEqualTo(CheckResult.CHECK_RESULT_FAILED);
          reasons.merge(finding.reasonCode(), 1, Integer::sum);
        });
    int hints = reasons.values().stream().mapToInt(it -> it).sum() - reasons.get("");
    assertThat(hints).as("%s", reasons).isLessThan(reasons.get("") / 10);
  }

  private static Trader entity(
      String country, String scheme, String number, String vatScheme, String vat) {
    var trader =
        Trader.newBuilder().setType(TraderType.TRADER_TYPE_LEGAL_ENTITY).setRegionCode(country);
    trader
        .getRegistrationBuilder()
        .addRegisterEntriesBuilder()
        .setRegionCode(country)
        .getIdentifierBuilder()
        .setScheme(scheme)
        .setValue(number);
    trader
        .getTaxBuilder()
        .addVatNumbersBuilder()
        .getIdentifierBuilder()
        .setScheme(vatScheme)
        .setValue(vat);
    return stored(trader.build());
  }

  private static Trader.Builder natural(String country) {
    var trader =
        Trader.newBuilder().setType(TraderType.TRADER_TYPE_NATURAL_PERSON).setRegionCode(country);
    trader
        .getIdentityBuilder()
        .addNamesBuilder()
        .setKind(NameKind.NAME_KIND_LEGAL)
        .setFull("Erika Muster");
    return trader;
  }

  private static Trader born(LocalDate day) {
    var trader = natural("DE");
    trader.getTaxBuilder().addBirthsBuilder().setDate(date(day));
    return stored(trader.build());
  }

  private static Date date(LocalDate day) {
    return Date.newBuilder()
        .setYear(day.getYear())
        .setMonth(day.getMonthValue())
        .setDay(day.getDayOfMonth())
        .build();
  }

  /** The reason of the finding about the last item of each kind. */
  private static Map<ItemKind, String> results(Trader trader) {
    var results = new TreeMap<ItemKind, String>();
    CrossFieldChecks.of(trader, TODAY)
        .forEach(finding -> results.put(finding.item().kind(), finding.reasonCode()));
    return results;
  }

  private static Trader stored(Trader trader) {
    var next =
        new SectionRevision(
            1, Timestamp.getDefaultInstance(), () -> UUID.randomUUID().toString(), _ -> false);
    var result = trader.toBuilder();
    for (var kind : Sections.kinds()) {
      Sections.set(
          result,
          kind,
          next.next(
              Sections.get(Trader.getDefaultInstance(), kind),
              Sections.withoutMetas(Sections.get(trader, kind))));
    }
    return result.build();
  }
}

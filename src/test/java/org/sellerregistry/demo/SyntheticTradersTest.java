package org.sellerregistry.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.sanctionco.jmail.JMail;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.TaxNumber;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.v1.VatNumber;

class SyntheticTradersTest {
  private static final int MANY = 20_000;
  private static final List<SyntheticTrader> TRADERS =
      new SyntheticTraders(7).range(0, MANY).toList();

  private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();

  @Test
  void sameSeedAndIndexGiveTheSameTrader() {
    var one = new SyntheticTraders(7);
    assertThat(one.at(12_345).record()).isEqualTo(TRADERS.get(12_345).record());
    assertThat(one.at(12_345).record()).isNotEqualTo(new SyntheticTraders(8).at(12_345).record());
  }

  @Test
  void everyRecordObeysTheContract() throws ValidationException {
    Validator validator = ValidatorFactory.newBuilder().build();
    for (SyntheticTrader synthetic : TRADERS.subList(0, 3000)) {
      assertThat(validator.validate(synthetic.record().getTrader()).getViolations()).isEmpty();
      for (ImportStorefront storefront : synthetic.record().getStorefrontsList()) {
        assertThat(validator.validate(storefront).getViolations()).isEmpty();
      }
    }
  }

  @Test
  void identifiersAreValidUnlessDeclaredDefective() {
    for (SyntheticTrader synthetic : TRADERS) {
      boolean spoilt = has(synthetic, Defect.MALFORMED_REGISTER_ENTRY);
      Trader trader = synthetic.record().getTrader();
      List<RegisterEntry> entries = trader.getRegistration().getRegisterEntriesList();
      for (int i = 0; i < entries.size(); i++) {
        assertThat(isValid(entries.get(i).getIdentifier()))
            .as("%s", entries.get(i))
            .isEqualTo(!spoilt || i > 0);
      }
      assertThat(
              Stream.concat(
                  trader.getTax().getVatNumbersList().stream().map(VatNumber::getIdentifier),
                  trader.getTax().getTaxNumbersList().stream().map(TaxNumber::getIdentifier)))
          .allMatch(SyntheticTradersTest::isValid);
    }
  }

  @Test
  void accountsAreValidUnlessDeclaredDefective() {
    for (SyntheticTrader synthetic : TRADERS) {
      for (PaymentAccount account : synthetic.record().getTrader().getPayment().getAccountsList()) {
        if (account.hasIban()) {
          assertThat(Schemes.find("iban").orElseThrow().check(account.getIban()).isValid())
              .as("%s", account)
              .isEqualTo(!has(synthetic, Defect.MALFORMED_ACCOUNT));
        }
      }
    }
  }

  @Test
  void telephonesAndMailboxesAreValidUnlessDeclaredDefective() throws NumberParseException {
    for (SyntheticTrader synthetic : TRADERS) {
      Trader trader = synthetic.record().getTrader();
      for (var phone : trader.getIdentity().getPhonesList()) {
        assertThat(phones.isValidNumber(phones.parse(phone.getNumber(), null)))
            .as("%s", phone)
            .isEqualTo(!has(synthetic, Defect.MALFORMED_PHONE));
      }
      for (var email : trader.getIdentity().getEmailsList()) {
        assertThat(email.getAddress()).endsWith(".example");
        assertThat(JMail.isValid(email.getAddress()))
            .isEqualTo(!has(synthetic, Defect.MALFORMED_EMAIL));
      }
    }
  }

  @Test
  void machineReadableZonesAgreeWithTheirCheckDigitsUnlessDeclaredDefective() {
    for (SyntheticTrader synthetic : TRADERS) {
      for (var document : synthetic.record().getTrader().getIdentification().getDocumentsList()) {
        if (document.getMrzLinesCount() == 0) {
          continue;
        }
        assertThat(document.getMrzLinesList())
            .allMatch(line -> line.matches("[A-Z0-9<]{44}"), "44 characters");
        String second = document.getMrzLines(1);
        assertThat(second.charAt(9) == MachineReadableZone.check(second.substring(0, 9)))
            .as(second)
            .isEqualTo(!has(synthetic, Defect.MALFORMED_DOCUMENT));
      }
    }
  }

  @Test
  void externalIdsStorefrontsAndMailboxesAreUnique() {
    var seen = new HashSet<String>();
    for (SyntheticTrader synthetic : TRADERS) {
      Trader trader = synthetic.record().getTrader();
      assertThat(seen.add(trader.getExternalId())).isTrue();
      trader
          .getIdentity()
          .getEmailsList()
          .forEach(e -> assertThat(seen.add(e.getAddress())).isTrue());
      assertThat(synthetic.record().getStorefrontsList())
          .hasSizeBetween(1, 3)
          .allMatch(shop -> seen.add(shop.getStorefrontId()));
    }
  }

  @Test
  void registerNumbersAreUnique() {
    var seen = new HashMap<TypedIdentifier, String>();
    for (SyntheticTrader synthetic : TRADERS) {
      Trader trader = synthetic.record().getTrader();
      for (RegisterEntry entry : trader.getRegistration().getRegisterEntriesList()) {
        assertThat(seen.put(entry.getIdentifier(), trader.getExternalId()))
            .as("%s", entry)
            .isNull();
      }
    }
  }

  @Test
  void defectsHaveTheirDeclaredRates() {
    for (Defect defect : Defect.values()) {
      long found = TRADERS.stream().filter(synthetic -> has(synthetic, defect)).count();
      assertThat(found * 100.0 / MANY).as("%s", defect).isCloseTo(defect.percent(), within(0.7));
    }
    double defective =
        TRADERS.stream().filter(trader -> !trader.truth().unmet().isEmpty()).count() * 100.0 / MANY;
    assertThat(defective).isCloseTo(12, within(1.0));
  }

  @Test
  void missingItemsAreMissing() {
    for (SyntheticTrader synthetic : TRADERS) {
      Trader trader = synthetic.record().getTrader();
      var present =
          Map.of(
              "identity.name", trader.getIdentity().getNamesCount() > 0,
              "identity.address", trader.getIdentity().getAddressesCount() > 0,
              "identity.phone", trader.getIdentity().getPhonesCount() > 0,
              "identity.email", trader.getIdentity().getEmailsCount() > 0,
              "identification.document", trader.getIdentification().getDocumentsCount() > 0,
              "payment.account", trader.getPayment().getAccountsCount() > 0,
              "registration.register_entry",
                  trader.getRegistration().getRegisterEntriesCount()
                          + trader.getRegistration().getNotApplicableCount()
                      > 0,
              "certification.union_law",
                  trader.getCertification().getSelfCertificationsCount() > 0);
      present.forEach((code, provided) ->
          assertThat(provided)
              .as("%s of %s", code, trader.getExternalId())
              .isEqualTo(
                  synthetic.truth().unmet().get(code)
                      != RequirementState.REQUIREMENT_STATE_MISSING));
    }
  }

  @Test
  void reentriesShareDeviceAndAccountWithASoundTraderOfAnotherName() {
    long reentries = 0;
    for (SyntheticTrader synthetic : TRADERS) {
      if (synthetic.truth().reentryOf().isEmpty()) {
        continue;
      }
      reentries++;
      SyntheticTrader original = TRADERS.get(synthetic.truth().reentryOf().getAsInt());
      assertThat(original.truth().unmet()).isEmpty();
      assertThat(original.truth().reentryOf()).isEmpty();
      Trader now = synthetic.record().getTrader();
      Trader before = original.record().getTrader();
      assertThat(now.getSignals()).isEqualTo(before.getSignals());
      assertThat(now.getPayment().getAccounts(0).getIban())
          .isEqualTo(before.getPayment().getAccounts(0).getIban());
      assertThat(now.getIdentity().getNames(0)).isNotEqualTo(before.getIdentity().getNames(0));
    }
    assertThat(reentries * 100.0 / MANY).isCloseTo(1, within(0.3));
  }

  @Test
  void personsEntitiesAndUnregisteredComeInDeclaredShares() {
    double natural = share(t -> t.getType() == TraderType.TRADER_TYPE_NATURAL_PERSON);
    double unregistered = share(t -> t.getRegistration().getNotApplicableCount() > 0);
    assertThat(natural).isCloseTo(20, within(2.0));
    assertThat(unregistered).isCloseTo(3, within(0.6));
  }

  @Test
  void countriesAndScriptsAreCovered() {
    assertThat(TRADERS.stream().map(t -> t.record().getTrader().getRegionCode()).distinct())
        .containsExactlyInAnyOrderElementsOf(new SyntheticTraders(7).countries())
        .hasSizeGreaterThanOrEqualTo(30);
    var scripts = new HashSet<Character.UnicodeScript>();
    for (SyntheticTrader synthetic : TRADERS) {
      var name = synthetic.record().getTrader().getIdentity().getNames(0);
      Set<Character.UnicodeScript> used = scripts(name.getFull());
      assertThat(name.getLatin().isEmpty())
          .as("%s", name)
          .isEqualTo(used.equals(Set.of(Character.UnicodeScript.LATIN)));
      scripts.addAll(used);
    }
    assertThat(scripts)
        .contains(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.DEVANAGARI);
  }

  private static Set<Character.UnicodeScript> scripts(String text) {
    return text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(Character.UnicodeScript::of)
        .filter(script -> script != Character.UnicodeScript.COMMON)
        .collect(Collectors.toSet());
  }

  private static double share(Predicate<Trader> holds) {
    return TRADERS.stream().filter(t -> holds.test(t.record().getTrader())).count() * 100.0 / MANY;
  }

  private static boolean has(SyntheticTrader synthetic, Defect defect) {
    return synthetic.truth().defect().filter(defect::equals).isPresent();
  }

  private static boolean isValid(TypedIdentifier number) {
    return number.getScheme().equals(AnyRegister.NAME)
        ? !number.getIssuer().isEmpty()
        : Schemes.find(number.getScheme())
            .orElseThrow()
            .check(number.getValue(), number.getIssuer())
            .isValid();
  }
}

package org.sellerregistry.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sellerregistry.identifier.Scheme;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TypedIdentifier;

/** Puts a defect into a record. */
final class Spoiler {
  private Spoiler() {}

  /** Spoils the record and says how: as asked, or another part where that is not there. */
  static Defect spoil(Trader.Builder trader, Defect defect) {
    IdentitySection.Builder identity = trader.getIdentityBuilder();
    switch (defect) {
      case NO_ADDRESS -> identity.clearAddresses();
      case NO_PHONE -> identity.clearPhones();
      case NO_EMAIL -> identity.clearEmails();
      case NO_DOCUMENT -> trader.clearIdentification();
      case NO_ACCOUNT -> trader.clearPayment();
      case NO_REGISTER_ENTRY -> trader.clearRegistration();
      case NO_CERTIFICATION -> trader.clearCertification();
      case MALFORMED_REGISTER_ENTRY -> {
        if (trader.getRegistration().getRegisterEntriesCount() == 0) {
          return spoil(trader, Defect.MALFORMED_PHONE);
        }
        TypedIdentifier.Builder number =
            trader.getRegistrationBuilder().getRegisterEntriesBuilder(0).getIdentifierBuilder();
        if (number.getScheme().equals(AnyRegister.NAME)) {
          number.clearIssuer();
        } else {
          number.setValue(malformed(number.getScheme(), number.getValue(), number.getIssuer()));
        }
      }
      case MALFORMED_ACCOUNT -> {
        if (!trader.getPayment().getAccounts(0).hasIban()) {
          return spoil(trader, Defect.MALFORMED_REGISTER_ENTRY);
        }
        String iban = trader.getPayment().getAccounts(0).getIban();
        trader.getPaymentBuilder().getAccountsBuilder(0).setIban(malformed("iban", iban, ""));
      }
      case MALFORMED_DOCUMENT -> {
        if (trader.getIdentification().getDocuments(0).getMrzLinesCount() == 0) {
          return spoil(trader, Defect.MALFORMED_REGISTER_ENTRY);
        }
        String line = trader.getIdentification().getDocuments(0).getMrzLines(1);
        char wrong = (char) ('0' + (line.charAt(9) - '0' + 1) % 10);
        trader
            .getIdentificationBuilder()
            .getDocumentsBuilder(0)
            .setMrzLines(1, line.substring(0, 9) + wrong + line.substring(10));
      }
      case MALFORMED_PHONE -> {
        String number = identity.getPhones(0).getNumber();
        identity.getPhonesBuilder(0).setNumber(number.substring(0, 6));
      }
      case MALFORMED_EMAIL -> {
        String address = identity.getEmails(0).getAddress();
        identity.getEmailsBuilder(0).setAddress(address.replace('@', '.'));
      }
    }
    return defect;
  }

  /** The number with the smallest slip that its scheme notices. */
  static String malformed(String scheme, String number, String issuer) {
    Scheme rules = Schemes.find(scheme).orElseThrow();
    return slips(number).stream()
        .filter(slip -> !rules.check(slip, issuer).isValid())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no slip is noticed in " + scheme));
  }

  private static List<String> slips(String number) {
    var slips = new ArrayList<String>();
    String shorter = number.substring(0, number.length() - 1);
    char last = number.charAt(number.length() - 1);
    if (last >= '0' && last <= '9') {
      IntStream.range(1, 10)
          .forEach(i -> slips.add(shorter + (char) ('0' + (last - '0' + i) % 10)));
    }
    slips.add(number.replaceFirst("^[A-Z]+ ?", ""));
    slips.add(shorter);
    slips.add(shorter + "O");
    slips.removeIf(String::isBlank);
    return slips;
  }
}

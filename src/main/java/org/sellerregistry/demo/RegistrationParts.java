package org.sellerregistry.demo;

import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.Birth;
import org.sellerregistry.v1.NotApplicable;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.RegistrationSection;
import org.sellerregistry.v1.TaxNumber;
import org.sellerregistry.v1.TaxSection;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.v1.VatNumber;

/** Makes item group (d) and what tax law needs: register entries, VAT and tax numbers. */
final class RegistrationParts {
  static final String REASON =
      "Small trader without commercial register entry; the activity stays below the threshold.";

  /** No issuer of LEIs has this prefix. */
  private static final NumberRule LEI =
      NumberRule.parse("lei; 0000************##??; ; Global LEI System").orElseThrow();

  /** Sellers from outside the Union store goods in Germany, or account for VAT there. */
  private static final NumberRule GERMAN_VAT =
      NumberRule.parse("eu.vat; DE+#######?").orElseThrow();

  private RegistrationParts() {}

  /** Fifteen of a hundred natural persons are in no register. */
  static RegistrationSection registration(Seller seller, Draw draw) {
    NumberRule rule = register(seller);
    if (rule == null || (seller.natural() && draw.chance(15))) {
      return RegistrationSection.newBuilder()
          .addNotApplicable(NotApplicable.newBuilder().setReason(REASON))
          .build();
    }
    RegistrationSection.Builder section =
        RegistrationSection.newBuilder()
            .addRegisterEntries(entry(rule, seller, "", draw).setLegalFormCode(seller.legalForm()));
    if (!seller.natural() && draw.chance(8)) {
      section.addRegisterEntries(entry(LEI, seller, "", draw));
    }
    NumberRule euid = seller.country().numbers().euid();
    if (euid != null && !seller.natural() && draw.chance(30)) {
      String number = section.getRegisterEntries(0).getIdentifier().getValue();
      section.addRegisterEntries(entry(euid, seller, number, draw));
    }
    return section.build();
  }

  static TaxSection tax(Seller seller, RegistrationSection registration, Draw draw) {
    CountryNumbers numbers = seller.country().numbers();
    TaxSection.Builder section = TaxSection.newBuilder();
    String register = registerNumber(seller, registration, draw);
    NumberRule vat = numbers.vat();
    if (vat != null && draw.chance(seller.natural() ? 50 : 85)) {
      section.addVatNumbers(vatNumber(vat, seller, register, draw));
    }
    if (draw.chance(seller.country().euVatPercent())) {
      section.addVatNumbers(vatNumber(GERMAN_VAT, seller, register, draw));
    }
    NumberRule tax = seller.natural() ? numbers.taxOfPersons() : numbers.taxOfEntities();
    if (tax != null) {
      section.addTaxNumbers(
          TaxNumber.newBuilder()
              .setIdentifier(tax.make(seller.ticket(), seller.city(), register, draw))
              .setRegionCode(seller.country().code()));
    }
    if (seller.natural()) {
      section.addBirths(
          Birth.newBuilder()
              .setDate(seller.person().birth())
              .setPlace(seller.city().name().original()));
    }
    return section.build();
  }

  private static @Nullable NumberRule register(Seller seller) {
    CountryNumbers numbers = seller.country().numbers();
    return seller.natural() ? numbers.registerOfPersons() : numbers.register();
  }

  private static RegisterEntry.Builder entry(
      NumberRule rule, Seller seller, String number, Draw draw) {
    return RegisterEntry.newBuilder()
        .setIdentifier(rule.make(seller.ticket(), seller.city(), number, draw))
        .setRegisterName(rule.register(seller.city()))
        .setRegionCode(seller.country().code());
  }

  /** A trader in no register has the number that it would have there: tax numbers build on it. */
  private static String registerNumber(Seller seller, RegistrationSection registration, Draw draw) {
    if (registration.getRegisterEntriesCount() > 0) {
      return registration.getRegisterEntries(0).getIdentifier().getValue();
    }
    NumberRule rule = register(seller);
    return rule == null ? "" : rule.make(seller.ticket(), seller.city(), "", draw).getValue();
  }

  private static VatNumber vatNumber(NumberRule rule, Seller seller, String register, Draw draw) {
    TypedIdentifier number = rule.make(seller.ticket(), seller.city(), register, draw);
    return VatNumber.newBuilder().setIdentifier(number).build();
  }
}

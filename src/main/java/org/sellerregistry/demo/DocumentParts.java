package org.sellerregistry.demo;

import com.google.type.Date;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.IdentificationSection;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.v1.RegistrationSection;

/** Makes item group (b): a passport, or a business licence that names the representative. */
final class DocumentParts {
  private static final int FIRST_EXPIRY_YEAR = 2030;

  private DocumentParts() {}

  static IdentificationSection make(Seller seller, RegistrationSection registration, Draw draw) {
    boolean licence = !seller.natural() && draw.chance(seller.country().licencePercent());
    return IdentificationSection.newBuilder()
        .addDocuments(licence ? licence(seller, registration) : passport(seller, draw))
        .build();
  }

  private static IdentityDocument licence(Seller seller, RegistrationSection registration) {
    return IdentityDocument.newBuilder()
        .setKind(DocumentKind.DOCUMENT_KIND_BUSINESS_LICENCE)
        .setIssuingRegionCode(seller.country().code())
        .setNumber(registration.getRegisterEntries(0).getIdentifier().getValue())
        .setHolderName(seller.legalName().original())
        .build();
  }

  /** Numbers begin with an X and eight digits, to be told apart at sight. */
  private static IdentityDocument passport(Seller seller, Draw draw) {
    String number = NumberTemplate.fill("X########", seller.ticket(), draw);
    Date expiry =
        Date.newBuilder()
            .setYear(FIRST_EXPIRY_YEAR + draw.nextInt(6))
            .setMonth(1 + draw.nextInt(12))
            .setDay(1 + draw.nextInt(28))
            .build();
    return IdentityDocument.newBuilder()
        .setKind(DocumentKind.DOCUMENT_KIND_PASSPORT)
        .setIssuingRegionCode(seller.country().code())
        .setNumber(number)
        .setHolderName(seller.person().full().latin())
        .setBirthDate(seller.person().birth())
        .setExpireDate(expiry)
        .addAllMrzLines(
            MachineReadableZone.passport(
                seller.country().alpha3(), seller.person(), number, expiry))
        .build();
  }
}

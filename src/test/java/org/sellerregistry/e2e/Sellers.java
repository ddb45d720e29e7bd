package org.sellerregistry.e2e;

import com.google.protobuf.Timestamp;
import org.sellerregistry.v1.AddressKind;
import org.sellerregistry.v1.CertificationScope;
import org.sellerregistry.v1.CertificationSection;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.ElectronicId;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentificationSection;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.PaymentSection;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.RegistrationSection;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.TypedIdentifier;

/** Synthetic traders for the journeys. Nobody of these names or numbers is meant. */
final class Sellers {
  private Sellers() {}

  /** A legal entity with every item of the pack eu-dsa, each well formed. */
  static Trader complete(String externalId) {
    return Trader.newBuilder()
        .setExternalId(externalId)
        .setType(TraderType.TRADER_TYPE_LEGAL_ENTITY)
        .setRegionCode("FR")
        .setIdentity(
            IdentitySection.newBuilder()
                .addNames(
                    Name.newBuilder()
                        .setKind(NameKind.NAME_KIND_LEGAL)
                        .setFull("Société Synthétique " + externalId))
                .addAddresses(
                    PostalAddress.newBuilder()
                        .setKind(AddressKind.ADDRESS_KIND_REGISTERED)
                        .setRegionCode("FR")
                        .addAddressLines("12 rue de l'Exemple")
                        .setPostalCode("75001")
                        .setLocality("Paris"))
                .addPhones(Phone.newBuilder().setNumber("+33 1 42 68 53 00"))
                .addEmails(Email.newBuilder().setAddress(externalId + "@seller.example")))
        .setIdentification(
            IdentificationSection.newBuilder()
                .addDocuments(
                    IdentityDocument.newBuilder()
                        .setKind(DocumentKind.DOCUMENT_KIND_PASSPORT)
                        .setIssuingRegionCode("FR")
                        .setNumber("00SY00000")
                        .setHolderName("Synthetic Representative"))
                .addElectronicIds(
                    ElectronicId.newBuilder()
                        .setScheme("synthetic-eid")
                        .setIssuer("https://issuer.example")
                        .setSubject("synthetic-subject")))
        .setPayment(
            PaymentSection.newBuilder()
                .addAccounts(
                    PaymentAccount.newBuilder()
                        .setIban("FR14 2004 1010 0505 0001 3M02 606")
                        .setHolderName("Société Synthétique " + externalId)))
        .setRegistration(
            RegistrationSection.newBuilder()
                .addRegisterEntries(
                    RegisterEntry.newBuilder()
                        .setIdentifier(
                            TypedIdentifier.newBuilder()
                                .setScheme("fr.siren")
                                .setValue("552 008 443"))
                        .setRegisterName("Registre du commerce et des sociétés")
                        .setRegionCode("FR")))
        .setCertification(
            CertificationSection.newBuilder()
                .addSelfCertifications(
                    SelfCertification.newBuilder()
                        .setScope(CertificationScope.CERTIFICATION_SCOPE_UNION_LAW)
                        .setCertifyTime(Timestamp.newBuilder().setSeconds(1_750_000_000))
                        .setSignatory("Synthetic Representative")
                        .setTextVersion("1")))
        .build();
  }
}

package org.sellerregistry.demo;

import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.stream.IntStream;
import org.sellerregistry.identifier.SyntheticIdentifiers;
import org.sellerregistry.v1.CertificationScope;
import org.sellerregistry.v1.CertificationSection;
import org.sellerregistry.v1.LocalAccount;
import org.sellerregistry.v1.PartiesSection;
import org.sellerregistry.v1.Party;
import org.sellerregistry.v1.PartyRole;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.PaymentSection;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.Signal;
import org.sellerregistry.v1.SignalsSection;

/** Makes accounts, self-certifications, connected parties and signals. */
final class BusinessParts {
  private static final String TEXT_VERSION = "synthetic-2025-01";

  /** 1 January 2025, 00:00 UTC. */
  private static final long FIRST_CERTIFICATION = 1_735_689_600L;

  private static final int YEAR_SECONDS = 365 * 24 * 60 * 60;

  /** How many responsible persons in the Union the sellers from elsewhere share. */
  private static final int RESPONSIBLE = 16;

  private final List<Party> responsible;

  BusinessParts(long seed, List<Country> countries) {
    List<Country> union = countries.stream().filter(Country::inUnion).toList();
    responsible =
        IntStream.range(0, RESPONSIBLE)
            .mapToObj(i -> responsible(i, union, new Draw(seed, Draw.Topic.RESPONSIBLE_PERSON, i)))
            .toList();
  }

  static PaymentSection payment(Seller seller, Draw draw) {
    CountryNumbers numbers = seller.country().numbers();
    PaymentAccount.Builder account =
        PaymentAccount.newBuilder().setHolderName(seller.legalName().original());
    if (numbers.hasIban()) {
      account.setIban(SyntheticIdentifiers.iban(seller.country().code(), draw).orElseThrow());
    } else {
      account.setLocal(
          LocalAccount.newBuilder()
              .setRegionCode(seller.country().code())
              .setInstitution(numbers.localBank())
              .setNumber(NumberTemplate.fill(numbers.localAccount(), seller.ticket(), draw)));
    }
    return PaymentSection.newBuilder().addAccounts(account).build();
  }

  static CertificationSection certification(Seller seller, Draw draw) {
    SelfCertification.Builder certification =
        SelfCertification.newBuilder()
            .setCertifyTime(
                Timestamp.newBuilder().setSeconds(FIRST_CERTIFICATION + draw.nextInt(YEAR_SECONDS)))
            .setSignatory(seller.person().full().original())
            .setTextVersion(TEXT_VERSION);
    CertificationSection.Builder section = CertificationSection.newBuilder();
    section.addSelfCertifications(
        certification.setScope(CertificationScope.CERTIFICATION_SCOPE_UNION_LAW));
    if (draw.chance(80)) {
      section.addSelfCertifications(
          certification.setScope(CertificationScope.CERTIFICATION_SCOPE_PRODUCT_SAFETY));
    }
    return section.build();
  }

  /** Nine of ten sellers from outside the Union name a responsible person in it. */
  PartiesSection parties(Seller seller, Draw draw) {
    PartiesSection.Builder section = PartiesSection.newBuilder();
    if (!seller.natural()) {
      section.addParties(person(PartyRole.PARTY_ROLE_REPRESENTATIVE, seller.person(), seller));
    }
    if (!seller.natural() && draw.chance(20)) {
      Person owner = seller.country().people().compose(draw);
      section.addParties(person(PartyRole.PARTY_ROLE_BENEFICIAL_OWNER, owner, seller));
    }
    if (!seller.country().inUnion() && draw.chance(90)) {
      section.addParties(responsible.get(draw.nextInt(responsible.size())));
    }
    return section.build();
  }

  static SignalsSection signals(Draw draw) {
    String device = Long.toHexString(draw.nextLong()) + Long.toHexString(draw.nextLong());
    return SignalsSection.newBuilder()
        .addSignals(Signal.newBuilder().setKind("device").setValue(device))
        .build();
  }

  private static Party person(PartyRole role, Person person, Seller seller) {
    return Party.newBuilder()
        .setRole(role)
        .setFullName(person.full().original())
        .setLatinName(person.full().latinIfOther())
        .setBirthDate(person.birth())
        .setRegionCode(seller.country().code())
        .build();
  }

  /** A company of the Union that acts for sellers from elsewhere. */
  private static Party responsible(int index, List<Country> union, Draw draw) {
    Country country = Zipf.weighted(union, Country::weight).pick(draw);
    Seller company = Seller.compose(-1 - index, -1 - index, country, false, draw);
    String address =
        country
            .places()
            .oneLine(country.places().compose(company.city(), company.addressKind(), false, draw));
    return Party.newBuilder()
        .setRole(PartyRole.PARTY_ROLE_EU_RESPONSIBLE_PERSON)
        .setFullName(company.legalName().original())
        .setLatinName(company.legalName().latinIfOther())
        .setAddress(address)
        .setRegionCode(country.code())
        .setEmail(IdentityParts.email(company, draw))
        .setPhone(country.numbers().phone(Integer.MAX_VALUE, -1 - index, draw))
        .build();
  }
}

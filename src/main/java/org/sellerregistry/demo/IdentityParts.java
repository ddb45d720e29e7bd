package org.sellerregistry.demo;

import java.util.List;
import org.sellerregistry.v1.AddressKind;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.PostalAddress;

/** Makes item group (a): names, addresses, telephones, e-mails. */
final class IdentityParts {
  private static final List<String> MAILBOXES =
      List.of("info", "contact", "sales", "shop", "office", "hello");

  /** How many agents' offices and agencies' telephones the traders of a country share. */
  private static final int SHARED = 4;

  private final long seed;

  IdentityParts(long seed) {
    this.seed = seed;
  }

  IdentitySection make(Seller seller, Draw draw) {
    return IdentitySection.newBuilder()
        .addAllNames(names(seller, draw))
        .addAddresses(address(seller, draw))
        .addPhones(Phone.newBuilder().setNumber(phone(seller, draw)).setPersonal(seller.natural()))
        .addEmails(Email.newBuilder().setAddress(email(seller, draw)))
        .build();
  }

  private static List<Name> names(Seller seller, Draw draw) {
    Name.Builder legal = name(NameKind.NAME_KIND_LEGAL, seller.legalName(), seller);
    if (seller.natural()) {
      legal.setGiven(seller.person().given().original());
      legal.setFamily(seller.person().family().original());
    }
    if (!draw.chance(seller.natural() ? 70 : 35)) {
      return List.of(legal.build());
    }
    return List.of(
        legal.build(), name(NameKind.NAME_KIND_TRADING, seller.tradingName(), seller).build());
  }

  private static Name.Builder name(NameKind kind, Text text, Seller seller) {
    return Name.newBuilder()
        .setKind(kind)
        .setFull(text.original())
        .setLatin(text.latinIfOther())
        .setLanguageCode(seller.language());
  }

  /** Some legal entities sit where their registration agent sits, and share the address. */
  private PostalAddress address(Seller seller, Draw draw) {
    Country country = seller.country();
    if (!seller.natural() && draw.chance(country.agentPercent())) {
      var office = new Draw(seed, Draw.Topic.OFFICE, draw.nextInt(SHARED));
      City city = country.places().cities().pick(office);
      return country
          .places()
          .compose(city, AddressKind.ADDRESS_KIND_REGISTERED, seller.latinOnly(), office);
    }
    return country.places().compose(seller.city(), seller.addressKind(), seller.latinOnly(), draw);
  }

  /** Two of a hundred name the telephone of an agency that serves others too. */
  private static String phone(Seller seller, Draw draw) {
    CountryNumbers numbers = seller.country().numbers();
    if (!seller.natural() && draw.chance(2)) {
      return numbers.phone(Integer.MAX_VALUE, -1 - draw.nextInt(SHARED), draw);
    }
    return numbers.phone(seller.index(), seller.ticket(), draw);
  }

  static String email(Seller seller, Draw draw) {
    return MAILBOXES.get(draw.nextInt(MAILBOXES.size())) + "@" + seller.slug() + ".example";
  }
}

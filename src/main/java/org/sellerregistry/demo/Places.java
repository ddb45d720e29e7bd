package org.sellerregistry.demo;

import java.util.Map;
import org.sellerregistry.v1.AddressKind;
import org.sellerregistry.v1.PostalAddress;

/** Composes addresses of a country: well-known towns and common street names. */
record Places(
    String country, String countryName, Zipf<Text> streets, Phrase line, Zipf<City> cities) {
  private static final int HIGHEST_NUMBER = 180;

  static Places of(CountryFile file) {
    return new Places(
        file.name(),
        file.line("name"),
        Zipf.ranked(file.texts("street")),
        Phrase.parse(file.line("line")),
        Zipf.ranked(file.lines("city").stream().map(City::parse).toList()));
  }

  /** An address in a town, written as the country writes addresses. */
  PostalAddress compose(City city, AddressKind kind, boolean latinOnly, Draw draw) {
    Text number = plain(String.valueOf(1 + draw.nextInt(1 + draw.nextInt(HIGHEST_NUMBER))));
    Text street =
        line.fill(
            Map.of(
                "street", streets.pick(draw),
                "number", number,
                "few", plain(String.valueOf(1 + draw.nextInt(9)))));
    String postalCode = NumberTemplate.fill(city.postalCode(), draw);
    PostalAddress.Builder address =
        PostalAddress.newBuilder().setKind(kind).setRegionCode(country).setPostalCode(postalCode);
    Text area = city.area();
    if (latinOnly || street.latinIfOther().isEmpty()) {
      return address
          .addAddressLines(street.latin())
          .setLocality(city.name().latin())
          .setAdministrativeArea(area.latin())
          .build();
    }
    return address
        .addAddressLines(street.original())
        .setLocality(city.name().original())
        .setAdministrativeArea(area.original())
        .setLatin(oneLine(street.latin(), city.name().latin(), postalCode))
        .build();
  }

  /** An address on one line, in Latin script. */
  String oneLine(PostalAddress address) {
    return address.getLatin().isEmpty()
        ? oneLine(address.getAddressLines(0), address.getLocality(), address.getPostalCode())
        : address.getLatin();
  }

  private String oneLine(String street, String locality, String postalCode) {
    String place = postalCode.isEmpty() ? locality : postalCode + " " + locality;
    return street + ", " + place + ", " + countryName;
  }

  private static Text plain(String text) {
    return new Text(text, text);
  }
}

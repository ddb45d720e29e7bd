package org.sellerregistry.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.SelfCertification;

/** The block about the trader that a buyer reads beside a product (DSA Art. 30(7)). */
final class ProductPage {
  private static final int INNER = 74;

  private ProductPage() {}

  static List<String> lines(PublicTraderInfo info) {
    var content = new ArrayList<String>();
    if (info.getAvailability() == PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE) {
      info.getNamesList().forEach(name -> content.add("Sold by   " + both(name)));
      info.getAddressesList().forEach(address -> content.addAll(address(address)));
      info.getPhonesList().forEach(phone -> content.add("Phone     " + phone.getNumber()));
      info.getEmailsList().forEach(email -> content.add("E-mail    " + email.getAddress()));
      info.getRegisterEntriesList().forEach(entry -> content.add("Register  " + entry(entry)));
      info.getNotApplicableList().forEach(reason -> content.add("Register  " + reason.getReason()));
      content.add("Certified " + certifications(info.getSelfCertificationsList()));
    } else {
      content.add(
          "Nothing is shown and nothing may be offered: " + Labels.of(info.getAvailability()));
    }
    var lines = new ArrayList<String>();
    lines.add("  ┌─ This trader " + "─".repeat(INNER - 12) + "┐");
    content.forEach(line -> lines.add("  │ " + padded(line) + " │"));
    lines.add("  └" + "─".repeat(INNER + 2) + "┘");
    return lines;
  }

  /** The name in its original script and in Latin script. */
  static String both(Name name) {
    return name.getLatin().isEmpty() ? name.getFull() : name.getFull() + " / " + name.getLatin();
  }

  private static List<String> address(PostalAddress address) {
    String original =
        Stream.concat(
                address.getAddressLinesList().stream(),
                Stream.of(
                    (address.getPostalCode() + " " + address.getLocality()).strip(),
                    address.getRegionCode()))
            .collect(Collectors.joining(", "));
    return address.getLatin().isEmpty()
        ? List.of("Address   " + original)
        : List.of("Address   " + original, "          " + address.getLatin());
  }

  private static String entry(RegisterEntry entry) {
    return entry.getRegisterName() + " " + entry.getIdentifier().getValue();
  }

  private static String certifications(List<SelfCertification> certifications) {
    return certifications.stream()
        .map(certification ->
            Labels.lower(certification.getScope())
                + " ("
                + Labels.day(certification.getCertifyTime())
                + ")")
        .collect(Collectors.joining(", "));
  }

  private static String padded(String line) {
    String clipped = Screen.clip(line, INNER);
    return clipped + " ".repeat(INNER - Screen.width(clipped));
  }
}

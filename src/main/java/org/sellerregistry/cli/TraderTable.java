package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.stream.Collectors;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.Standing;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderRevision;

/** Traders for people: what tells one from another; the JSON form has all. */
final class TraderTable {

  private TraderTable() {}

  static Table of(List<Trader> traders) {
    var table = Table.of("TRADER", "EXTERNAL ID", "TYPE", "COUNTRY", "NAME", "STANDING");
    for (var trader : traders) {
      table.row(
          Names.last(trader.getName()),
          trader.getExternalId(),
          EnumNames.brief(trader.getType()),
          trader.getRegionCode(),
          name(trader.getIdentity()),
          standings(trader.getStandingsList()));
    }
    return table;
  }

  static Table of(Trader trader) {
    var table =
        Table.ofProperties()
            .row("Name", trader.getName())
            .row("External id", trader.getExternalId())
            .row("Type", EnumNames.brief(trader.getType()))
            .row("Country", trader.getRegionCode())
            .row("Revision", String.valueOf(trader.getRevision()))
            .row("Updated", Timestamps.toString(trader.getUpdateTime()));
    // Standings are those of now: a trader as it was has none.
    if (trader.getStandingsCount() > 0) {
      table.row("Standing", standings(trader.getStandingsList()));
    }
    if (trader.hasContractEndTime()) {
      table.row("Contract ended", Timestamps.toString(trader.getContractEndTime()));
    }
    SectionRows.add(table, trader);
    return table;
  }

  static Table of(PublicTraderInfo info) {
    var table =
        Table.ofProperties()
            .row("Availability", EnumNames.brief(info.getAvailability()))
            .row("Offering", info.getOffering())
            .row("Trader", info.getTrader())
            .row("As of", Timestamps.toString(info.getAsOf()));
    info.getNamesList()
        .forEach(name -> table.row("Name, " + EnumNames.brief(name.getKind()), name.getFull()));
    info.getAddressesList().forEach(address -> table.row("Address", address(address)));
    info.getPhonesList().forEach(phone -> table.row("Telephone", phone.getNumber()));
    info.getEmailsList().forEach(email -> table.row("E-mail", email.getAddress()));
    info.getRegisterEntriesList().forEach(entry -> table.row("Register", register(entry)));
    info.getNotApplicableList().forEach(none -> table.row("No register", none.getReason()));
    info.getSelfCertificationsList()
        .forEach(certification ->
            table.row(
                "Self-certification",
                "%s, %s"
                    .formatted(
                        EnumNames.brief(certification.getScope()),
                        Timestamps.toString(certification.getCertifyTime()))));
    return table;
  }

  static Table ofRevisions(List<TraderRevision> revisions) {
    var table = Table.of("REVISION", "TIME", "CHANGE", "SECTIONS", "PRINCIPAL", "PERSON");
    for (var revision : revisions) {
      table.row(
          String.valueOf(revision.getRevision()),
          Timestamps.toString(revision.getReviseTime()),
          EnumNames.brief(revision.getChangeKind()),
          revision.getSectionsList().stream()
              .map(EnumNames::brief)
              .collect(Collectors.joining(",")),
          revision.getPrincipal(),
          revision.getPerson().isEmpty() ? "-" : revision.getPerson());
    }
    return table;
  }

  static String name(IdentitySection identity) {
    return identity.getNamesCount() == 0 ? "-" : identity.getNames(0).getFull();
  }

  static String standings(List<Standing> standings) {
    return standings.isEmpty()
        ? "-"
        : standings.stream()
            .map(standing -> standing.getOffering() + ":" + EnumNames.brief(standing.getState()))
            .collect(Collectors.joining(" "));
  }

  static String address(PostalAddress address) {
    var lines = String.join(", ", address.getAddressLinesList());
    return "%s, %s %s, %s"
        .formatted(lines, address.getPostalCode(), address.getLocality(), address.getRegionCode())
        .replace(",  ", ", ");
  }

  static String register(RegisterEntry entry) {
    var identifier = entry.getIdentifier();
    return "%s %s %s"
        .formatted(
            entry.getRegisterName().isEmpty() ? identifier.getScheme() : entry.getRegisterName(),
            identifier.getIssuer(),
            identifier.getValue())
        .replaceAll(" +", " ");
  }
}

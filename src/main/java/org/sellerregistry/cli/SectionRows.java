package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import com.google.type.Date;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.v1.Party;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TypedIdentifier;

/** What a trader declared, a row an item, section by section. */
final class SectionRows {

  private SectionRows() {}

  static void add(Table table, Trader trader) {
    var identity = trader.getIdentity();
    identity
        .getNamesList()
        .forEach(name -> table.row("Name, " + EnumNames.brief(name.getKind()), name.getFull()));
    identity
        .getAddressesList()
        .forEach(address -> table.row("Address", TraderTable.address(address)));
    identity.getPhonesList().forEach(phone -> table.row("Telephone", phone.getNumber()));
    identity.getEmailsList().forEach(email -> table.row("E-mail", email.getAddress()));
    var identification = trader.getIdentification();
    identification.getDocumentsList().forEach(it -> table.row("Document", document(it)));
    identification
        .getElectronicIdsList()
        .forEach(it ->
            table.row(
                "Electronic id",
                text(it.getScheme(), it.getIssuer(), it.getSubject(), it.getHolderName())));
    trader.getPayment().getAccountsList().forEach(it -> table.row("Account", account(it)));
    var registration = trader.getRegistration();
    registration
        .getRegisterEntriesList()
        .forEach(entry -> table.row("Register", TraderTable.register(entry)));
    registration.getNotApplicableList().forEach(it -> table.row("No register", it.getReason()));
    trader
        .getCertification()
        .getSelfCertificationsList()
        .forEach(it -> table.row("Self-certification", certification(it)));
    var tax = trader.getTax();
    tax.getVatNumbersList()
        .forEach(number -> table.row("VAT number", number.getIdentifier().getValue()));
    tax.getTaxNumbersList()
        .forEach(number -> table.row("Tax number", identifier(number.getIdentifier())));
    tax.getBirthsList().forEach(it -> table.row("Birth", text(date(it.getDate()), it.getPlace())));
    trader
        .getParties()
        .getPartiesList()
        .forEach(it -> table.row("Party, " + EnumNames.brief(it.getRole()), party(it)));
    trader
        .getSignals()
        .getSignalsList()
        .forEach(it -> table.row("Signal, " + it.getKind(), it.getValue()));
  }

  private static String document(IdentityDocument document) {
    return text(
        EnumNames.brief(document.getKind()),
        document.getIssuingRegionCode(),
        document.getNumber(),
        document.getHolderName(),
        document.hasExpireDate() ? "until " + date(document.getExpireDate()) : "");
  }

  private static String account(PaymentAccount account) {
    var local = account.getLocal();
    return account.hasIban()
        ? text(account.getIban(), account.getHolderName())
        : text(
            local.getRegionCode(),
            local.getInstitution(),
            local.getNumber(),
            account.getHolderName());
  }

  private static String certification(SelfCertification certification) {
    return text(
        EnumNames.brief(certification.getScope()),
        certification.hasCertifyTime() ? Timestamps.toString(certification.getCertifyTime()) : "",
        certification.getSignatory());
  }

  private static String party(Party party) {
    return text(
        party.getFullName(),
        party.getAddress(),
        party.getRegionCode(),
        party.getEmail(),
        party.getPhone(),
        party.getIdentifiersList().stream()
            .map(SectionRows::identifier)
            .collect(Collectors.joining(", ")));
  }

  private static String identifier(TypedIdentifier identifier) {
    return "%s %s %s"
        .formatted(identifier.getScheme(), identifier.getIssuer(), identifier.getValue())
        .replaceAll(" +", " ");
  }

  private static String date(Date date) {
    return date.equals(Date.getDefaultInstance())
        ? ""
        : "%04d-%02d-%02d".formatted(date.getYear(), date.getMonth(), date.getDay());
  }

  private static String text(String... parts) {
    return Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }
}

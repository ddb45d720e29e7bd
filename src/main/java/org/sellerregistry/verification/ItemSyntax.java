package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.type.Date;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.MachineReadableZone;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.Verdict;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Birth;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.ElectronicId;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NotApplicable;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.TaxNumber;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.v1.VatNumber;

/** Checks an item by its form: what can be told wrong without asking anybody. */
final class ItemSyntax {
  /**
   * The scheme of a number in a register that has no scheme of its own here: its issuer says which
   * register, and no rule is known for the number.
   */
  static final String ANY_REGISTER = "register";

  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  private ItemSyntax() {}

  /** Returns what was found; null for an item whose form says nothing. */
  static @Nullable Finding check(Item item, Trader trader, Timestamp now) {
    var finding = byKind(item, trader, now);
    return finding != null
            && finding.reasonCode().isEmpty()
            && HiddenCharacters.isIn(item.content())
        ? new Finding(finding.method(), "HIDDEN_CHARACTERS", null)
        : finding;
  }

  private static @Nullable Finding byKind(Item item, Trader trader, Timestamp now) {
    return switch (item.content()) {
      case Name name -> letters(name.getFull());
      case PostalAddress address -> address(address);
      case Phone phone -> number("phone", trader.getRegionCode(), phone.getNumber());
      case Email email -> number("email", "", email.getAddress());
      case IdentityDocument document -> document(document, now);
      case ElectronicId id ->
          Finding.syntax(
              id.getIssuer().isBlank()
                  ? "ISSUER_MISSING"
                  : id.getSubject().isBlank() ? "SUBJECT_MISSING" : "");
      case PaymentAccount account -> account(account);
      case RegisterEntry entry ->
          COUNTRIES.contains(entry.getRegionCode())
              ? registerNumber(entry.getIdentifier())
              : Finding.syntax("COUNTRY_UNKNOWN");
      case NotApplicable reason -> letters(reason.getReason());
      case SelfCertification certification -> certification(certification, now);
      case VatNumber number -> number(number.getIdentifier());
      case TaxNumber number -> number(number.getIdentifier());
      case Birth birth -> birth(birth.getDate(), now);
      default -> null;
    };
  }

  private static Finding letters(String text) {
    return Finding.syntax(text.codePoints().anyMatch(Character::isLetter) ? "" : "NO_LETTERS");
  }

  private static Finding address(PostalAddress address) {
    if (!COUNTRIES.contains(address.getRegionCode())) {
      return Finding.syntax("COUNTRY_UNKNOWN");
    }
    if (address.getAddressLinesList().stream().allMatch(String::isBlank)) {
      return Finding.syntax("STREET_MISSING");
    }
    return Finding.syntax(address.getLocality().isBlank() ? "LOCALITY_MISSING" : "");
  }

  private static Finding document(IdentityDocument document, Timestamp now) {
    if (!COUNTRIES.contains(document.getIssuingRegionCode())) {
      return Finding.syntax("COUNTRY_UNKNOWN");
    }
    if (document.getMrzLinesCount() > 0) {
      var finding = machineReadableZone(document);
      if (!finding.reasonCode().isEmpty()) {
        return finding;
      }
    }
    LocalDate expires;
    if (document.hasExpireDate()) {
      expires = day(document.getExpireDate());
      if (expires == null) {
        return Finding.syntax("DATE_INVALID");
      }
    } else if (document.getMrzLinesCount() > 0) {
      expires =
          MachineReadableZone.read(String.join("\n", document.getMrzLinesList()))
              .orElseThrow()
              .expiryDate();
    } else {
      return Finding.syntax("");
    }
    // Valid to the end of its last day, wherever on earth that ends last.
    var end = expires.plusDays(1).atStartOfDay(ZoneOffset.ofHours(-12)).toInstant();
    var until = Times.timestamp(end.isAfter(Times.FOREVER) ? Times.FOREVER : end);
    return ItemChecks.expired(until, now)
        ? Finding.syntax("DOCUMENT_EXPIRED")
        : new Finding(CheckMethod.CHECK_METHOD_SYNTAX, "", until);
  }

  private static Finding machineReadableZone(IdentityDocument document) {
    var lines = document.getMrzLinesList();
    var scheme =
        lines.size() == 3 ? "mrz.td1" : lines.getFirst().length() > 36 ? "mrz.td3" : "mrz.td2";
    return number(scheme, "", String.join("\n", lines));
  }

  private static Finding account(PaymentAccount account) {
    if (account.hasIban()) {
      var finding = number("iban", "", account.getIban());
      return finding.reasonCode().isEmpty() && !account.getBic().isEmpty()
          ? number("bic", "", account.getBic())
          : finding;
    }
    return Finding.syntax(
        COUNTRIES.contains(account.getLocal().getRegionCode()) ? "" : "COUNTRY_UNKNOWN");
  }

  private static Finding registerNumber(TypedIdentifier identifier) {
    if (identifier.getScheme().equals(ANY_REGISTER)) {
      return Finding.syntax(identifier.getIssuer().isBlank() ? "ISSUER_MISSING" : "");
    }
    return number(identifier);
  }

  private static Finding number(TypedIdentifier identifier) {
    return number(identifier.getScheme(), identifier.getIssuer(), identifier.getValue());
  }

  private static Finding number(String scheme, String issuer, String value) {
    return Schemes.find(scheme)
        .map(found -> found.check(value, issuer))
        .map(verdict ->
            switch (verdict) {
              case Verdict.Valid valid -> Finding.syntax("");
              case Verdict.Invalid invalid -> Finding.syntax(invalid.rule().name());
            })
        .orElseGet(() -> Finding.syntax("SCHEME_UNKNOWN"));
  }

  private static Finding certification(SelfCertification certification, Timestamp now) {
    // As fine as checks are stored, so that checking again finds the same.
    var time = Times.timestamp(Times.instant(certification.getCertifyTime()));
    if (Timestamps.compare(time, now) > 0) {
      // A date to come is wrong until it comes.
      return new Finding(CheckMethod.CHECK_METHOD_SELF_CERTIFICATION, "CERTIFIED_IN_FUTURE", time);
    }
    var reason = certification.getSignatory().isBlank() ? "SIGNATORY_MISSING" : "";
    return new Finding(CheckMethod.CHECK_METHOD_SELF_CERTIFICATION, reason, null);
  }

  private static Finding birth(Date date, Timestamp now) {
    var day = day(date);
    var today =
        Instant.ofEpochSecond(now.getSeconds()).atZone(ZoneOffset.ofHours(14)).toLocalDate();
    return Finding.syntax(
        day == null || day.isAfter(today) || day.getYear() < 1900 ? "DATE_INVALID" : "");
  }

  private static @Nullable LocalDate day(Date date) {
    try {
      var day = LocalDate.of(date.getYear(), date.getMonth(), date.getDay());
      // The years that the contract's moments and the database know.
      return day.getYear() >= 1 && day.getYear() <= 9999 ? day : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}

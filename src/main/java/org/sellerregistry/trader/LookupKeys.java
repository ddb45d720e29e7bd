package org.sellerregistry.trader;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sellerregistry.identifier.Identifier;
import org.sellerregistry.identifier.NameForm;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.v1.LocalAccount;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Signal;
import org.sellerregistry.v1.TaxNumber;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.v1.VatNumber;

/**
 * What traders can be looked up by.
 *
 * <p>A value that follows its scheme's rule has the scheme's normal form. One that does not is kept
 * findable as it was written, without regard to case and separators, so that an investigator finds
 * who used a false number.
 */
public final class LookupKeys {
  /**
   * The version of the normal forms, here and in the schemes. With another one, every trader's
   * tokens are computed anew.
   */
  public static final int NORMAL_FORMS = 1;

  private LookupKeys() {}

  /** The keys of one section of a trader established in {@code regionCode}. */
  static Set<LookupKey> of(
      SectionKind kind, com.google.protobuf.Message section, String regionCode) {
    var keys = new LinkedHashSet<LookupKey>();
    for (var item : Sections.items(kind, section)) {
      switch (item.content()) {
        case Name name -> {
          name(name.getFull()).ifPresent(keys::add);
          name(name.getLatin()).ifPresent(keys::add);
          name(name.getGiven() + " " + name.getFamily()).ifPresent(keys::add);
        }
        case Email email -> keys.add(email(email.getAddress()));
        case Phone phone -> keys.add(phone(phone.getNumber(), regionCode));
        case IdentityDocument document ->
            keys.add(
                new LookupKey(
                    LookupKey.Kind.DOCUMENT,
                    document.getKind().name(),
                    document.getIssuingRegionCode(),
                    asWritten(document.getNumber())));
        case PaymentAccount account ->
            keys.add(
                account.hasIban() ? iban(account.getIban()) : localAccount(account.getLocal()));
        case RegisterEntry entry -> keys.add(identifier(entry.getIdentifier()));
        case VatNumber number -> keys.add(identifier(number.getIdentifier()));
        case TaxNumber number -> keys.add(identifier(number.getIdentifier()));
        case Signal signal ->
            keys.add(new LookupKey(LookupKey.Kind.SIGNAL, signal.getKind(), "", signal.getValue()));
        default -> {}
      }
    }
    keys.removeIf(LookupKey::isEmpty);
    return keys;
  }

  /** The key of a name; empty if it has neither letters nor digits. */
  public static Optional<LookupKey> name(String name) {
    var form = NameForm.of(name);
    return form.isEmpty()
        ? Optional.empty()
        : Optional.of(new LookupKey(LookupKey.Kind.NAME, "", "", form));
  }

  /** The key of an e-mail address. */
  public static LookupKey email(String address) {
    return typed(LookupKey.Kind.EMAIL, "email", "", address);
  }

  /** The key of a telephone number; {@code regionCode} says how to read one in national form. */
  public static LookupKey phone(String number, String regionCode) {
    return Identifier.of("phone", regionCode, number)
        .map(it -> new LookupKey(LookupKey.Kind.PHONE, it.scheme(), "", it.normal()))
        .orElseGet(() -> new LookupKey(LookupKey.Kind.PHONE, "", "", asWritten(number)));
  }

  /** The key of an account with an IBAN. */
  public static LookupKey iban(String iban) {
    return typed(LookupKey.Kind.ACCOUNT, "iban", "", iban);
  }

  /** The key of an account without an IBAN. */
  public static LookupKey localAccount(LocalAccount account) {
    return new LookupKey(
        LookupKey.Kind.ACCOUNT,
        account.getRegionCode(),
        NameForm.of(account.getInstitution()),
        asWritten(account.getNumber()));
  }

  /** The key of a typed number. */
  public static LookupKey identifier(TypedIdentifier identifier) {
    return typed(
        LookupKey.Kind.IDENTIFIER,
        identifier.getScheme(),
        identifier.getIssuer(),
        identifier.getValue());
  }

  private static LookupKey typed(LookupKey.Kind kind, String scheme, String issuer, String value) {
    return Identifier.of(scheme, issuer, value)
        .map(it -> new LookupKey(kind, it.scheme(), it.issuer(), it.normal()))
        .orElseGet(() -> new LookupKey(kind, scheme, NameForm.of(issuer), asWritten(value)));
  }

  private static String asWritten(String value) {
    var form = new StringBuilder(value.length());
    Normalizer.normalize(value, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(form::appendCodePoint);
    return form.toString();
  }
}

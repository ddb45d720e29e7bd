package org.sellerregistry.identifier;

import com.sanctionco.jmail.Email;
import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.util.Locale;
import java.util.Optional;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * E-mail address (RFC 5321, RFC 6531). The normal form serves matching: local part in lower case,
 * although a receiver might tell cases apart, and the domain's normal form. Nothing else of the
 * local part is changed: what dots and tags mean is the receiver's own affair.
 */
final class EmailAddress implements Scheme {
  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL_PART = 64;
  private static final EmailValidator ADDRESSES =
      JMail.strictValidator().disallowObsoleteWhitespace();

  private final Domain domains = new Domain();

  @Override
  public String name() {
    return "email";
  }

  @Override
  public String title() {
    return "E-mail address";
  }

  @Override
  public Verdict check(String number) {
    if (number.length() > MAX_LENGTH) {
      return NumberScheme.TOO_LONG;
    }
    String address = number.strip();
    int at = address.lastIndexOf('@');
    if (at > LONGEST_LOCAL_PART || address.length() > LONGEST) {
      return Invalid.whole(Rule.LENGTH, "expected at most 64 characters before the @, 254 in all");
    }
    if (at < 1) {
      return Invalid.whole(Rule.FORMAT, "expected a local part, @ and a domain");
    }
    Verdict domain = domains.check(address.substring(at + 1));
    return switch (domain) {
      case Invalid invalid -> invalid;
      case Valid valid -> address(address.substring(0, at), valid);
    };
  }

  private static Verdict address(String localPart, Valid domain) {
    Optional<Email> parsed = ADDRESSES.tryParse(localPart + "@" + domain.normal());
    if (parsed.isEmpty() || !parsed.get().comments().isEmpty()) {
      return Invalid.whole(Rule.FORMAT, "not a local part of an address");
    }
    return new Valid(
        "",
        localPart.toLowerCase(Locale.ROOT) + "@" + domain.normal(),
        localPart + "@" + domain.display());
  }
}

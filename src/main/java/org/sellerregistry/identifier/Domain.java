package org.sellerregistry.identifier;

import com.ibm.icu.text.IDNA;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * Domain name of the internet (RFC 1035, RFC 1123). The normal form is lower-case ASCII by UTS 46
 * without transitional mappings (IDNA 2008), without a trailing dot; the display form has the
 * letters that people read.
 */
final class Domain implements Scheme {
  private static final IDNA NAMES =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE
              | IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ);

  private static final int LONGEST = 253;

  @Override
  public String name() {
    return "domain";
  }

  @Override
  public String title() {
    return "Internet domain name";
  }

  @Override
  public Verdict check(String number) {
    String name = number.strip();
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.isEmpty() || name.length() > LONGEST) {
      return Invalid.whole(Rule.LENGTH, "expected 1 to 253 characters");
    }
    var info = new IDNA.Info();
    String ascii = NAMES.nameToASCII(name, new StringBuilder(), info).toString();
    if (info.hasErrors()) {
      boolean length =
          info.getErrors().stream()
              .allMatch(error ->
                  error == IDNA.Error.LABEL_TOO_LONG || error == IDNA.Error.DOMAIN_NAME_TOO_LONG);
      return length
          ? Invalid.whole(Rule.LENGTH, "expected labels of at most 63 characters")
          : Invalid.whole(Rule.FORMAT, "expected letters, digits and inner hyphens between dots");
    }
    int dot = ascii.lastIndexOf('.');
    if (dot < 0) {
      return Invalid.whole(Rule.FORMAT, "expected a name under a top-level domain");
    }
    if (!hasLetter(ascii, dot + 1)) {
      return Invalid.whole(Rule.COMPONENT, "a top-level domain has letters");
    }
    String shown = NAMES.nameToUnicode(ascii, new StringBuilder(), new IDNA.Info()).toString();
    return new Valid("", ascii, shown);
  }

  private static boolean hasLetter(String ascii, int from) {
    for (int i = from; i < ascii.length(); i++) {
      if (ascii.charAt(i) >= 'a' && ascii.charAt(i) <= 'z') {
        return true;
      }
    }
    return false;
  }
}

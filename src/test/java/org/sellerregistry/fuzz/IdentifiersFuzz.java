package org.sellerregistry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.sellerregistry.identifier.Euid;
import org.sellerregistry.identifier.NameForm;
import org.sellerregistry.identifier.Scheme;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.Verdict;

/** A scheme says of any text whether it is a number, and a normal form is its own normal form. */
public final class IdentifiersFuzz {
  private static final List<Scheme> SCHEMES = List.copyOf(Schemes.all().values());

  private IdentifiersFuzz() {}

  /** The first byte chooses the scheme; a line break parts the number from its issuer. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    var scheme = SCHEMES.get(Byte.toUnsignedInt(data[0]) % SCHEMES.size());
    var text = new String(data, 1, data.length - 1, UTF_8);
    int end = text.indexOf('\n');
    if (end < 0) {
      requireStable(scheme, text, "");
    } else {
      requireStable(scheme, text.substring(0, end), text.substring(end + 1));
    }
    var name = NameForm.of(text);
    if (!NameForm.of(name).equals(name)) {
      throw new AssertionError("the normal form of a name is not its own");
    }
    var _ = Euid.read(text);
  }

  private static void requireStable(Scheme scheme, String number, String issuer) {
    var verdict = issuer.isEmpty() ? scheme.check(number) : scheme.check(number, issuer);
    if (verdict instanceof Verdict.Valid valid) {
      var again =
          valid.issuer().isEmpty()
              ? scheme.check(valid.normal())
              : scheme.check(valid.normal(), valid.issuer());
      if (!(again instanceof Verdict.Valid same)
          || !same.normal().equals(valid.normal())
          || !same.issuer().equals(valid.issuer())) {
        throw new AssertionError(scheme.name() + ": the normal form is not its own: " + again);
      }
    }
  }
}

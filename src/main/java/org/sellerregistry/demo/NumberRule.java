package org.sellerregistry.demo;

import java.util.List;
import java.util.Optional;
import org.sellerregistry.identifier.Scheme;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.Verdict;
import org.sellerregistry.v1.TypedIdentifier;

/**
 * How the numbers of one scheme are made.
 *
 * @param template a {@link NumberTemplate} with {@code ?} for each check character, <code>{court}
 *     </code> for what the town gives and <code>{register}</code> for the trader's register number
 * @param issuer with <code>{court}</code>; empty where the scheme needs none
 * @param register the name of the register
 */
record NumberRule(Scheme rules, String template, String issuer, String register) {
  private static final String CHECKS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** Larger than any index, so that another attempt does not meet another trader's number. */
  private static final long NEXT_ATTEMPT = 2_000_003;

  private static final int ATTEMPTS = 100;

  /** Reads {@code scheme; template; issuer; register}; the last two may be left out. */
  static Optional<NumberRule> parse(String line) {
    if (line.equals("none")) {
      return Optional.empty();
    }
    List<String> parts = CountryFile.split(line, ";");
    Scheme scheme =
        parts.get(0).equals(AnyRegister.NAME)
            ? new AnyRegister()
            : Schemes.find(parts.get(0))
                .orElseThrow(() -> new IllegalStateException("no scheme " + parts.get(0)));
    return Optional.of(
        new NumberRule(
            scheme,
            parts.get(1),
            parts.size() > 2 ? parts.get(2) : "",
            parts.size() > 3 ? parts.get(3) : ""));
  }

  String scheme() {
    return rules.name();
  }

  /** The name of the register that a town's traders are entered in. */
  String register(City city) {
    return register.replace("{court}", city.court());
  }

  /** A number that is valid under its scheme. */
  TypedIdentifier make(long ticket, City city, String registerNumber, Draw draw) {
    String court = issuer.replace("{court}", city.court());
    String resolved = template;
    if (template.indexOf('{') >= 0) {
      resolved = template.replace("{court}", city.court()).replace("{register}", registerNumber);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String filled = NumberTemplate.fill(resolved, ticket + attempt * NEXT_ATTEMPT, draw);
      String found = complete(filled.toCharArray(), 0, court);
      if (!found.isEmpty()) {
        return TypedIdentifier.newBuilder()
            .setScheme(scheme())
            .setIssuer(court)
            .setValue(found)
            .build();
      }
    }
    throw new IllegalStateException("no number of " + scheme() + " like " + resolved);
  }

  /** The number with its check characters found; empty if there are none. */
  private String complete(char[] number, int from, String court) {
    int place = from;
    while (place < number.length && number[place] != '?') {
      place++;
    }
    if (place == number.length) {
      String candidate = new String(number);
      return switch (rules.check(candidate, court)) {
        case Verdict.Valid valid -> candidate;
        case Verdict.Invalid invalid -> "";
      };
    }
    // Where there are two check characters, both are digits in every scheme used here.
    boolean single =
        from == 0 && new String(number, place + 1, number.length - place - 1).indexOf('?') < 0;
    int candidates = single ? CHECKS.length() : 10;
    for (int i = 0; i < candidates; i++) {
      number[place] = CHECKS.charAt(i);
      String found = complete(number, place + 1, court);
      if (!found.isEmpty()) {
        return found;
      }
    }
    number[place] = '?';
    return "";
  }
}

package org.sellerregistry.verification.crossfield;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sellerregistry.identifier.Identifier;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.TaxNumber;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.v1.VatNumber;
import org.sellerregistry.verification.crossfield.Subject.Entry;

/**
 * Whether official numbers are of the country that is named beside them, and of the trader's own.
 *
 * <p>Numbers of further countries are normal: who stores goods abroad is registered for VAT there.
 * Only that none is of the trader's own country is unusual.
 */
final class NumberCountries implements CrossFieldCheck {
  /** Prefixes of schemes and numbers that are no code of ISO 3166-1, by those that are. */
  private static final Map<String, String> PREFIXES = Map.of("EL", "GR", "XI", "GB");

  @Override
  public List<CrossFieldFinding> check(Subject subject) {
    var findings = new ArrayList<CrossFieldFinding>();
    var entries = subject.of(RegisterEntry.class);
    for (var entry : entries) {
      named(entry.item(), entry.content().getIdentifier(), entry.content().getRegionCode())
          .ifPresent(findings::add);
    }
    for (var number : subject.of(TaxNumber.class)) {
      named(number.item(), number.content().getIdentifier(), number.content().getRegionCode())
          .ifPresent(findings::add);
    }
    boolean atHome =
        entries.stream()
            .anyMatch(it -> States.same(it.content().getRegionCode(), subject.region()));
    for (var entry : entries) {
      findings.add(
          atHome
              ? CrossFieldFinding.agrees(entry.item())
              : CrossFieldFinding.unusual(entry.item(), "REGISTER_OF_OTHER_COUNTRY"));
    }
    findings.addAll(vatNumbers(subject));
    return findings;
  }

  /** The country that a number's scheme is of against the one named beside it. */
  private static Optional<CrossFieldFinding> named(
      Item item, TypedIdentifier number, String region) {
    return country(number)
        .map(country ->
            States.same(country, region)
                ? CrossFieldFinding.agrees(item)
                : CrossFieldFinding.contradiction(item, "NUMBER_OF_OTHER_COUNTRY"));
  }

  private static List<CrossFieldFinding> vatNumbers(Subject subject) {
    List<Entry<VatNumber>> numbers = subject.of(VatNumber.class);
    boolean own =
        !States.inUnion(subject.region())
            || numbers.stream()
                .flatMap(it -> country(it.content().getIdentifier()).stream())
                .anyMatch(it -> States.same(it, subject.region()));
    return own
        ? List.of()
        : numbers.stream()
            .map(it -> CrossFieldFinding.unusual(it.item(), "VAT_NUMBER_OF_OTHER_COUNTRY"))
            .toList();
  }

  /** The country of a number; empty if it is invalid or its scheme is of no country. */
  private static Optional<String> country(TypedIdentifier number) {
    return Identifier.of(number.getScheme(), number.getIssuer(), number.getValue())
        .flatMap(found ->
            switch (found.scheme()) {
              case "eu.vat", "euid" -> Optional.of(found.normal().substring(0, 2));
              default ->
                  found.scheme().matches("[a-z]{2}\\..+")
                      ? Optional.of(found.scheme().substring(0, 2).toUpperCase(Locale.ROOT))
                      : Optional.empty();
            })
        .filter(country -> !country.equals("EU"))
        .map(country -> PREFIXES.getOrDefault(country, country));
  }
}

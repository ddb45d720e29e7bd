package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Value added tax identification numbers of the Union's rules.
 *
 * <p>Article 215 of Directive 2006/112/EC: the number has a prefix by ISO 3166 alpha-2, except that
 * Greece uses {@code EL}; the prefix {@code XI} stands for Northern Ireland. So the normal form has
 * it, under whichever name the number was declared.
 */
final class Vat {
  private Vat() {}

  /**
   * The scheme {@code xx.vat} for a country's rule, and the same under its national names.
   *
   * @param rule compacts a number to what follows the prefix, and judges that
   */
  static List<NumberScheme> of(String country, NumberScheme rule, String... nationalNames) {
    var names = new ArrayList<String>();
    names.add(country.toLowerCase(Locale.ROOT) + ".vat");
    names.addAll(List.of(nationalNames));
    return names.stream()
        .map(name ->
            NumberScheme.named(name, rule.title())
                .compact(rule::compact)
                .then(rule)
                .normal(country::concat)
                .comparedAs("eu.vat")
                .build())
        .toList();
  }
}

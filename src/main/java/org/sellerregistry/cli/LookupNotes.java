package org.sellerregistry.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.TypedIdentifier;

/**
 * What is wrong with a value that nothing was found by. It is no failure: a false number is found
 * as it was written, where a trader gave it so.
 */
final class LookupNotes {

  private static final int MOST_SCHEMES = 4;

  private LookupNotes() {}

  /** What is to be said; empty if the value follows its scheme's rule or has none. */
  static Optional<String> of(LookupQuery query) {
    return switch (query.getByCase()) {
      case IDENTIFIER -> identifier(query.getIdentifier());
      case PHONE -> value("phone", "", query.getPhone(), "telephone number");
      case EMAIL -> value("email", "", query.getEmail(), "e-mail address");
      case ACCOUNT -> value("iban", "", query.getAccount().getIban(), "IBAN");
      case NAME, EXTERNAL_ID, STOREFRONT, TRADER_NAME, BY_NOT_SET -> Optional.empty();
    };
  }

  private static Optional<String> identifier(TypedIdentifier typed) {
    return Schemes.find(typed.getScheme()).isPresent()
        ? value(typed.getScheme(), typed.getIssuer(), typed.getValue(), typed.getScheme())
        : Optional.of(
            "There is no scheme %s%s \"seller-registry identifiers schemes\" lists all"
                .formatted(typed.getScheme(), near(typed.getScheme())));
  }

  private static Optional<String> value(String scheme, String issuer, String value, String kind) {
    return Schemes.find(scheme)
        .flatMap(found ->
            switch (found.check(value, issuer)) {
              case Valid _ -> Optional.empty();
              case Invalid(_, _, var why) ->
                  Optional.of("\"%s\" is no valid %s: %s".formatted(value, kind, why));
            });
  }

  /** Schemes of the same kind, those of the Union if there are any; else of the same country. */
  private static String near(String scheme) {
    var kind = scheme.substring(scheme.lastIndexOf('.') + 1);
    var place = scheme.substring(0, scheme.indexOf('.') + 1);
    var near = Schemes.all().keySet().stream().filter(name -> name.endsWith(kind)).toList();
    if (near.isEmpty() && !place.isEmpty()) {
      near = Schemes.all().keySet().stream().filter(name -> name.startsWith(place)).toList();
    }
    var union = near.stream().filter(name -> name.startsWith("eu.")).toList();
    return near.isEmpty()
        ? "."
        : (union.isEmpty() ? near : union)
            .stream().limit(MOST_SCHEMES).collect(Collectors.joining(", ", ": did you mean ", "?"));
  }
}

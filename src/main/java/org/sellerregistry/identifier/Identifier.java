package org.sellerregistry.identifier;

import java.util.Optional;

/**
 * A valid number, typed by its scheme and scoped by its issuer. Numbers are only ever compared in
 * this form: equal digits of two schemes or two issuers are different identifiers.
 *
 * @param scheme the name of the scheme it is compared under, see {@link Scheme#comparedAs()}
 * @param issuer the issuer's normal form; empty unless the scheme is scoped by issuer
 * @param normal the normal form of the number
 */
public record Identifier(String scheme, String issuer, String normal) {

  /** The identifier, if the scheme exists and the number is valid under it. */
  public static Optional<Identifier> of(String scheme, String issuer, String number) {
    return Schemes.find(scheme).flatMap(found -> of(found, found.check(number, issuer)));
  }

  /** As {@link #of(String, String, String)} for a number that needs no issuer beside it. */
  public static Optional<Identifier> of(String scheme, String number) {
    return of(scheme, "", number);
  }

  /** The identifier that a verdict of a scheme stands for. */
  public static Optional<Identifier> of(Scheme scheme, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid valid ->
          Optional.of(new Identifier(scheme.comparedAs(), valid.issuer(), valid.normal()));
      case Verdict.Invalid invalid -> Optional.empty();
    };
  }
}

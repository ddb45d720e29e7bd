package org.sellerregistry.identifier;

/**
 * One kind of identifier and its official rule.
 *
 * <p>Guarantees: immutable and safe for use by several threads; never throws on any string; work is
 * bounded by {@link #MAX_LENGTH} however long the input is.
 */
public interface Scheme {

  /** Longer inputs are refused unread with {@link Rule#LENGTH}. */
  int MAX_LENGTH = 512;

  /** The name under which the scheme is found, for example {@code eu.vat} or {@code lei}. */
  String name();

  /** What it is, for people. */
  String title();

  /**
   * Whether numbers of this scheme are unique only together with their issuer, as a German register
   * number is only with its court.
   */
  default boolean issuerScoped() {
    return false;
  }

  /**
   * The name of the scheme whose normal forms this scheme's are: numbers declared as {@code de.vat}
   * and as {@code eu.vat} are the same typed number.
   */
  default String comparedAs() {
    return name();
  }

  /** Checks a number that carries its issuer, where it needs one, in itself. */
  Verdict check(String number);

  /**
   * Checks a number relative to an issuer (a court, a province, a default country for telephone
   * numbers). Schemes that need none ignore it, and a blank issuer is the same as none.
   */
  default Verdict check(String number, String issuer) {
    return check(number);
  }
}

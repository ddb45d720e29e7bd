package org.sellerregistry.identifier;

/** What a scheme says about a number. Compare verdicts by pattern, not by message. */
public sealed interface Verdict {

  /** The class as it is written in files: {@code VALID} or the name of the broken rule. */
  default String label() {
    return switch (this) {
      case Valid valid -> "VALID";
      case Invalid invalid -> invalid.rule().name();
    };
  }

  /** Whether the number follows its scheme's rule. */
  default boolean isValid() {
    return this instanceof Valid;
  }

  /**
   * The number follows the published rule of its scheme.
   *
   * @param issuer the normal form of the issuer that the number is relative to; empty unless the
   *     scheme is {@linkplain Scheme#issuerScoped() scoped by issuer}
   * @param normal the form in which equal numbers are equal strings; checking it again (with the
   *     issuer) gives itself
   * @param display the form in which people write it
   */
  record Valid(String issuer, String normal, String display) implements Verdict {}

  /**
   * The number breaks a rule; the first one found, in the order in which the scheme checks.
   *
   * @param position the offending character, counted from 0 in the number without separators and
   *     country prefix; -1 when the rule is about the whole number
   * @param message says what is expected, for people, without repeating the number
   */
  record Invalid(Rule rule, int position, String message) implements Verdict {

    static Invalid whole(Rule rule, String message) {
      return new Invalid(rule, -1, message);
    }
  }
}

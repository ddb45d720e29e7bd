package org.sellerregistry.demo;

import org.sellerregistry.identifier.Rule;
import org.sellerregistry.identifier.Scheme;
import org.sellerregistry.identifier.Verdict;

/**
 * The numbers of registers that publish no rule. The issuer says which register it is, and there
 * must be one.
 */
record AnyRegister() implements Scheme {
  static final String NAME = "register";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Number in the register that the issuer names";
  }

  @Override
  public boolean issuerScoped() {
    return true;
  }

  @Override
  public Verdict check(String number) {
    return check(number, "");
  }

  @Override
  public Verdict check(String number, String issuer) {
    return issuer.isBlank()
        ? new Verdict.Invalid(Rule.FORMAT, -1, "the register is needed")
        : new Verdict.Valid(issuer, number, number);
  }
}

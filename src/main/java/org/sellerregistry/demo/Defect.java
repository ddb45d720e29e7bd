package org.sellerregistry.demo;

import org.sellerregistry.v1.RequirementState;

/**
 * What is wrong with a synthetic trader on purpose. At most one thing is.
 *
 * <p>The rates add up to 12 of a hundred traders: 6 lack an item, 4 have a malformed identifier and
 * 2 a malformed telephone number or e-mail address. Where there is nothing to spoil, as in an
 * account without IBAN, the register number is spoilt instead, or else the telephone number.
 */
public enum Defect {
  /** There is no address. */
  NO_ADDRESS("identity.address", RequirementState.REQUIREMENT_STATE_MISSING, 0.6),
  /** There is no telephone number. */
  NO_PHONE("identity.phone", RequirementState.REQUIREMENT_STATE_MISSING, 0.9),
  /** There is no e-mail address. */
  NO_EMAIL("identity.email", RequirementState.REQUIREMENT_STATE_MISSING, 0.5),
  /** There is no identity document. */
  NO_DOCUMENT("identification.document", RequirementState.REQUIREMENT_STATE_MISSING, 1.4),
  /** There is no payment account. */
  NO_ACCOUNT("payment.account", RequirementState.REQUIREMENT_STATE_MISSING, 0.8),
  /** There is no register entry, and no word on why. */
  NO_REGISTER_ENTRY("registration.register_entry", RequirementState.REQUIREMENT_STATE_MISSING, 1.2),
  /** The trader did not certify to comply with Union law. */
  NO_CERTIFICATION("certification.union_law", RequirementState.REQUIREMENT_STATE_MISSING, 0.6),
  /**
   * The register number breaks the rule of its scheme, as after a slip of the pen; where there is
   * no rule, it is not said which register it is of.
   */
  MALFORMED_REGISTER_ENTRY(
      "registration.register_entry", RequirementState.REQUIREMENT_STATE_FAILED, 2.4),
  /** The IBAN's check digits do not agree. */
  MALFORMED_ACCOUNT("payment.account", RequirementState.REQUIREMENT_STATE_FAILED, 1.0),
  /** A check digit of the document's machine-readable zone does not agree. */
  MALFORMED_DOCUMENT("identification.document", RequirementState.REQUIREMENT_STATE_FAILED, 0.6),
  /** The telephone number is too short. */
  MALFORMED_PHONE("identity.phone", RequirementState.REQUIREMENT_STATE_FAILED, 1.2),
  /** The e-mail address has no at sign. */
  MALFORMED_EMAIL("identity.email", RequirementState.REQUIREMENT_STATE_FAILED, 0.8);

  private final String requirement;
  private final RequirementState state;
  private final double percent;

  Defect(String requirement, RequirementState state, double percent) {
    this.requirement = requirement;
    this.state = state;
    this.percent = percent;
  }

  /** The code of the requirement in the pack {@code eu-dsa} that is not satisfied because of it. */
  public String requirement() {
    return requirement;
  }

  /** The state of that requirement: MISSING or FAILED. */
  public RequirementState state() {
    return state;
  }

  /** How many of a hundred traders have it. */
  public double percent() {
    return percent;
  }
}

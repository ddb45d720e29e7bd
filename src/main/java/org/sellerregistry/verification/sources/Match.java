package org.sellerregistry.verification.sources;

/** How what a source knows compares with what the trader declared. */
public enum Match {
  /** The same, apart from case, accents and punctuation. */
  MATCH,
  /** Much alike, for example without the legal form: for a person to decide. */
  CLOSE,
  /** Not the same. */
  DIFFERENT,
  /** The source does not disclose it and did not compare it, or nothing was declared. */
  NOT_COMPARED
}

package org.sellerregistry.identifier;

/** The kind of rule that an invalid number breaks. */
public enum Rule {
  /** Too few or too many characters. */
  LENGTH,
  /** A character where the scheme does not allow it, or a shape that the scheme does not have. */
  FORMAT,
  /** The check characters do not agree with the rest. */
  CHECKSUM,
  /** A part (country, court, date, kind of holder, ...) has a value that does not exist. */
  COMPONENT
}

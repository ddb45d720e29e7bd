package org.sellerregistry.vault;

import java.util.Optional;
import org.sellerregistry.v1.SectionKind;

/**
 * Which data dies together: a trader has one data key for each class.
 *
 * <p>The codes are stored; they never change their meaning.
 */
public enum RetentionClass {
  /**
   * What traceability asks for and may be shown to buyers: items (a), (d), (e) of DSA Art. 30(1),
   * connected parties, storefronts and public information.
   */
  TRACEABILITY(1),
  /** Identity documents and electronic identification: item (b) of DSA Art. 30(1). */
  IDENTIFICATION(2),
  /** Payment accounts: item (c) of DSA Art. 30(1). */
  PAYMENT(3),
  /** What tax law needs: DAC7 Annex V. */
  TAX(4),
  /** What the platform observed. */
  SIGNALS(5);

  private final int code;

  RetentionClass(int code) {
    this.code = code;
  }

  /** The number stored with the class's data key. */
  public int code() {
    return code;
  }

  /**
   * The class of a stored number.
   *
   * @throws IllegalArgumentException for a number of no class
   */
  public static RetentionClass of(int code) {
    return find(code)
        .orElseThrow(() -> new IllegalArgumentException("No retention class has code " + code));
  }

  /** The class of a stored number, or nothing for the class of a newer release. */
  static Optional<RetentionClass> find(int code) {
    for (var each : values()) {
      if (each.code == code) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * The class that a section belongs to.
   *
   * @throws IllegalArgumentException if the kind is not set or unknown to this release
   */
  public static RetentionClass of(SectionKind section) {
    return switch (section) {
      case SECTION_KIND_IDENTITY,
          SECTION_KIND_REGISTRATION,
          SECTION_KIND_CERTIFICATION,
          SECTION_KIND_PARTIES ->
          TRACEABILITY;
      case SECTION_KIND_IDENTIFICATION -> IDENTIFICATION;
      case SECTION_KIND_PAYMENT -> PAYMENT;
      case SECTION_KIND_TAX -> TAX;
      case SECTION_KIND_SIGNALS -> SIGNALS;
      case SECTION_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("No retention class for " + section);
    };
  }
}

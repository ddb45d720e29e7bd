package org.sellerregistry.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The fields of a travel document's machine readable zone (ICAO Doc 9303, parts 4 to 6), with
 * fillers removed.
 *
 * @param documentCode one or two letters: P passport, I, A or C identity card
 * @param issuer the issuing state or organisation, up to three letters (Germany: D)
 * @param surname the primary identifier, words separated by spaces
 * @param givenNames the secondary identifier, words separated by spaces, perhaps truncated or empty
 * @param number the document number, as long as it is
 * @param nationality up to three letters
 * @param birthDate YYMMDD; a part that is not known is filled with {@code <}
 * @param sex F or M; {@code <} for not specified
 * @param expiry YYMMDD
 * @param optional what the issuer adds, for example a personal number
 */
public record MachineReadableZone(
    String documentCode,
    String issuer,
    String surname,
    String givenNames,
    String number,
    String nationality,
    String birthDate,
    String sex,
    String expiry,
    String optional) {

  /**
   * The fields of a valid zone of any of the three sizes, its lines with or without line breaks.
   */
  public static Optional<MachineReadableZone> read(String text) {
    for (Mrz size : Mrz.sizes()) {
      if (size.scheme().check(text) instanceof Verdict.Valid valid) {
        return Optional.of(size.fields(valid.normal()));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a person born on that day may hold the document: the parts of the birth date that the
   * zone knows agree. The zone does not know the century.
   */
  public boolean bornOn(LocalDate date) {
    String declared =
        "%02d%02d%02d".formatted(date.getYear() % 100, date.getMonthValue(), date.getDayOfMonth());
    for (int i = 0; i < 6; i++) {
      if (birthDate.charAt(i) != '<' && birthDate.charAt(i) != declared.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The last day of validity, of this century. */
  public LocalDate expiryDate() {
    try {
      return LocalDate.of(2000 + Dates.two(expiry, 0), Dates.two(expiry, 2), Dates.two(expiry, 4));
    } catch (DateTimeException e) {
      throw new IllegalStateException("a zone that was read has an expiry date", e);
    }
  }
}

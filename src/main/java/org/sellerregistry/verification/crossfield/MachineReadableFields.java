package org.sellerregistry.verification.crossfield;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sellerregistry.identifier.MachineReadableZone;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.IdentityDocument;

/**
 * A document's machine readable zone (ICAO Doc 9303) against what is printed above it, as declared.
 *
 * <p>Numbers, dates and the issuer are the same in both by the standard, so a difference is a
 * contradiction. Names are transliterated and cut off in the zone: a difference is a hint.
 */
final class MachineReadableFields implements CrossFieldCheck {
  /** The special administrative regions' documents name China as the issuing state. */
  private static final Set<String> CHINESE = Set.of("CN", "HK", "MO");

  @Override
  public List<CrossFieldFinding> check(Subject subject) {
    return subject.of(IdentityDocument.class).stream()
        .flatMap(it ->
            zone(it.content()).stream()
                .map(zone -> {
                  var reason = contradiction(it.content(), zone);
                  if (!reason.isEmpty()) {
                    return CrossFieldFinding.contradiction(it.item(), reason);
                  }
                  var unusual = unusual(it.content(), zone);
                  return unusual.isEmpty()
                      ? CrossFieldFinding.agrees(it.item())
                      : CrossFieldFinding.unusual(it.item(), unusual);
                }))
        .toList();
  }

  /** The zone, if it is given and valid. */
  static Optional<MachineReadableZone> zone(IdentityDocument document) {
    return document.getMrzLinesCount() == 0
        ? Optional.empty()
        : MachineReadableZone.read(String.join("\n", document.getMrzLinesList()));
  }

  private static String contradiction(IdentityDocument document, MachineReadableZone zone) {
    if (!compact(document.getNumber()).equals(compact(zone.number()))) {
      return "MRZ_NUMBER_DIFFERS";
    }
    if (document.hasBirthDate()
        && Subject.day(document.getBirthDate()).filter(it -> !zone.bornOn(it)).isPresent()) {
      return "MRZ_BIRTH_DATE_DIFFERS";
    }
    if (document.hasExpireDate()
        && Subject.day(document.getExpireDate())
            .filter(it -> !sameInZone(it, zone.expiryDate()))
            .isPresent()) {
      return "MRZ_EXPIRY_DIFFERS";
    }
    var issuer = States.ofDocument(zone.issuer());
    var declared = document.getIssuingRegionCode();
    boolean known = !issuer.isEmpty() && !States.same(issuer, declared);
    return known && !(CHINESE.contains(issuer) && CHINESE.contains(declared))
        ? "MRZ_COUNTRY_DIFFERS"
        : "";
  }

  private static String unusual(IdentityDocument document, MachineReadableZone zone) {
    if (ZoneNames.compare(zone, List.of(document.getHolderName())) == ZoneNames.Result.DIFFERENT) {
      return "MRZ_NAME_DIFFERS";
    }
    boolean passport = zone.documentCode().startsWith("P");
    return passport == (document.getKind() == DocumentKind.DOCUMENT_KIND_PASSPORT)
        ? ""
        : "MRZ_KIND_DIFFERS";
  }

  /** The zone does not know the century. */
  private static boolean sameInZone(LocalDate one, LocalDate other) {
    return one.getYear() % 100 == other.getYear() % 100
        && MonthDay.from(one).equals(MonthDay.from(other));
  }

  private static String compact(String number) {
    return number.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }
}

package org.sellerregistry.verification.crossfield;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.Birth;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.verification.crossfield.Subject.Entry;
import org.sellerregistry.verification.sources.Likeness;
import org.sellerregistry.verification.sources.Match;

/**
 * Whose identity document it is: a natural person's own, or that of somebody whom a legal entity
 * names among its parties.
 */
final class DocumentHolder implements CrossFieldCheck {
  @Override
  public List<CrossFieldFinding> check(Subject subject) {
    var findings = new ArrayList<CrossFieldFinding>();
    for (var document : subject.of(IdentityDocument.class)) {
      findings.addAll(
          subject.isNaturalPerson()
              ? ofPerson(document, subject)
              : ofEntity(document, subject).stream().toList());
    }
    return findings;
  }

  private static List<CrossFieldFinding> ofPerson(
      Entry<IdentityDocument> document, Subject subject) {
    var findings = new ArrayList<CrossFieldFinding>();
    for (var birth : subject.of(Birth.class)) {
      Subject.day(birth.content().getDate())
          .flatMap(day -> bornOn(document.content(), day))
          .ifPresent(same -> {
            findings.add(birth(document.item(), same));
            findings.add(birth(birth.item(), same));
          });
    }
    // Chinese sole traders have a business licence; it shows who trades, but not a person.
    if (isLicence(document.content())) {
      findings.add(CrossFieldFinding.unusual(document.item(), "LICENCE_OF_NATURAL_PERSON"));
    } else {
      holder(document, subject.names(), "DOCUMENT_HOLDER_DIFFERS").ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<CrossFieldFinding> ofEntity(
      Entry<IdentityDocument> document, Subject subject) {
    if (isLicence(document.content())) {
      // Licences name the entity, its representative, or both.
      var known = new ArrayList<>(subject.names());
      known.addAll(subject.partyNames());
      return holder(document, known, "DOCUMENT_HOLDER_DIFFERS");
    }
    return holder(document, subject.partyNames(), "DOCUMENT_HOLDER_NO_PARTY");
  }

  private static Optional<CrossFieldFinding> holder(
      Entry<IdentityDocument> document, List<String> known, String reasonCode) {
    var match = Likeness.name(document.content().getHolderName(), known);
    var inZone =
        MachineReadableFields.zone(document.content())
            .map(zone -> ZoneNames.compare(zone, known))
            .orElse(ZoneNames.Result.NOT_COMPARED);
    if (match == Match.NOT_COMPARED && inZone == ZoneNames.Result.NOT_COMPARED) {
      return Optional.empty();
    }
    boolean alike =
        match == Match.MATCH || match == Match.CLOSE || inZone == ZoneNames.Result.ALIKE;
    return Optional.of(
        alike
            ? CrossFieldFinding.agrees(document.item())
            : CrossFieldFinding.unusual(document.item(), reasonCode));
  }

  /** Whether the document's holder was born on that day; empty if it does not say. */
  private static Optional<Boolean> bornOn(IdentityDocument document, LocalDate day) {
    var printed =
        document.hasBirthDate()
            ? Subject.day(document.getBirthDate())
            : Optional.<LocalDate>empty();
    return printed
        .map(day::equals)
        .or(() -> MachineReadableFields.zone(document).map(zone -> zone.bornOn(day)));
  }

  private static CrossFieldFinding birth(Item item, boolean same) {
    return same
        ? CrossFieldFinding.agrees(item)
        : CrossFieldFinding.contradiction(item, "BIRTH_DATE_DIFFERS");
  }

  private static boolean isLicence(IdentityDocument document) {
    return document.getKind() == DocumentKind.DOCUMENT_KIND_BUSINESS_LICENCE;
  }
}

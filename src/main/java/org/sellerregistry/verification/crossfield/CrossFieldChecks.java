package org.sellerregistry.verification.crossfield;

import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.sellerregistry.v1.Trader;

/** Every comparison of a trader's items with each other. */
public final class CrossFieldChecks {
  /** Of several findings of one gravity about one item the first one is told. */
  private static final List<CrossFieldCheck> ALL =
      List.of(
          new NumbersOfOneHolder(),
          new NumberCountries(),
          new MachineReadableFields(),
          new DocumentHolder(),
          new Account(),
          new PhoneRegion(),
          new MailProvider(),
          new Age());

  private CrossFieldChecks() {}

  /** At most one finding, the gravest, about each item that could be compared with another. */
  public static List<CrossFieldFinding> of(Trader trader, LocalDate today) {
    var subject = new Subject(trader, today);
    return List.copyOf(
        ALL.stream()
            .flatMap(check -> check.check(subject).stream())
            .collect(
                toMap(
                    finding -> finding.item().id(),
                    finding -> finding,
                    CrossFieldFinding::graver,
                    LinkedHashMap::new))
            .values());
  }
}

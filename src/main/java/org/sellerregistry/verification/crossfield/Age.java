package org.sellerregistry.verification.crossfield;

import java.util.List;
import org.sellerregistry.v1.Birth;

/**
 * Whether a natural person is of age at 18, as in nearly all states. Minors may trade with consent
 * (for example § 112 BGB, Code de commerce, art. L121-2), so it is a hint.
 */
final class Age implements CrossFieldCheck {
  private static final int OF_AGE = 18;

  @Override
  public List<CrossFieldFinding> check(Subject subject) {
    return subject.isNaturalPerson()
        ? subject.of(Birth.class).stream()
            .flatMap(it ->
                Subject.day(it.content().getDate()).stream()
                    .map(day ->
                        day.plusYears(OF_AGE).isAfter(subject.today())
                            ? CrossFieldFinding.unusual(it.item(), "UNDER_AGE")
                            : CrossFieldFinding.agrees(it.item())))
            .toList()
        : List.of();
  }
}

package org.sellerregistry.verification.crossfield;

import java.util.List;
import org.sellerregistry.identifier.Identifier;
import org.sellerregistry.identifier.PhoneCountry;
import org.sellerregistry.v1.Phone;

/** Whether a telephone number is of a country where the trader says that it is. */
final class PhoneRegion implements CrossFieldCheck {
  @Override
  public List<CrossFieldFinding> check(Subject subject) {
    return subject.of(Phone.class).stream()
        .flatMap(it ->
            Identifier.of("phone", subject.region(), it.content().getNumber()).stream()
                .flatMap(number -> PhoneCountry.of(number.normal()).stream())
                .map(country ->
                    subject.regions().stream().anyMatch(own -> States.same(own, country))
                        ? CrossFieldFinding.agrees(it.item())
                        : CrossFieldFinding.unusual(it.item(), "PHONE_OF_OTHER_COUNTRY")))
        .toList();
  }
}

package org.sellerregistry.demo;

import com.google.type.Date;
import java.util.Map;

/** Composes people of a country: common given and family names in chance combinations. */
record People(Zipf<Text> given, Zipf<Text> family, Phrase full, boolean twoFamilyNames) {
  private static final int FIRST_BIRTH_YEAR = 1950;
  private static final int LAST_BIRTH_YEAR = 2004;

  static People of(CountryFile file) {
    return new People(
        Zipf.ranked(file.texts("given")),
        Zipf.ranked(file.texts("family")),
        Phrase.parse(file.line("person", "{given} {family}")),
        file.line("double-family", "no").equals("yes"));
  }

  /** Second given names and double family names come up as often as they may in the country. */
  Person compose(Draw draw) {
    Text first = given.pick(draw);
    Text last = family.pick(draw);
    if (twoFamilyNames) {
      last = last.join(" ", family.pick(draw));
    } else if (draw.chance(5) && isLatin(last)) {
      last = last.join("-", family.pick(draw));
    }
    if (draw.chance(15) && isLatin(first)) {
      first = first.join(" ", given.pick(draw));
    }
    Date birth =
        Date.newBuilder()
            .setYear(FIRST_BIRTH_YEAR + draw.nextInt(LAST_BIRTH_YEAR - FIRST_BIRTH_YEAR + 1))
            .setMonth(1 + draw.nextInt(12))
            .setDay(1 + draw.nextInt(28))
            .build();
    return new Person(first, last, full.fill(Map.of("given", first, "family", last)), birth);
  }

  private static boolean isLatin(Text name) {
    return name.latinIfOther().isEmpty();
  }
}

package org.sellerregistry.verification.crossfield;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sellerregistry.identifier.MachineReadableZone;
import org.sellerregistry.identifier.NameForm;

/**
 * Compares the names in a machine readable zone with names as people write them.
 *
 * <p>States write letters that A to Z lack in one or two ways (ICAO Doc 9303 part 3, section 6):
 * both are tried. Order, spaces and apostrophes differ, so a word counts as found wherever it
 * stands.
 */
final class ZoneNames {
  /** How the names compare; the order is from best to worst. */
  enum Result {
    /** At least one of the zone's words is in a name. */
    ALIKE,
    /** None is. */
    DIFFERENT,
    /** No name is in Latin letters. */
    NOT_COMPARED
  }

  /** Letters that do not fall apart into a letter of A to Z and an accent. */
  private static final Map<String, String> SINGLE =
      letters("ø o æ ae œ oe ł l đ d ð d þ th ı i ħ h ŋ n ŧ t");

  private static final Map<String, String> DOUBLE = letters("ä ae ö oe ü ue å aa ø oe ñ n");

  private ZoneNames() {}

  static Result compare(MachineReadableZone zone, Collection<String> names) {
    var forms = names.stream().flatMap(ZoneNames::forms).toList();
    var words =
        Stream.of((zone.surname() + " " + zone.givenNames()).strip().split(" ", -1))
            .map(it -> it.toLowerCase(Locale.ROOT))
            .filter(it -> it.length() > 1)
            .toList();
    if (forms.isEmpty() || words.isEmpty()) {
      return Result.NOT_COMPARED;
    }
    return forms.stream().anyMatch(form -> words.stream().anyMatch(form::contains))
        ? Result.ALIKE
        : Result.DIFFERENT;
  }

  /** The name in A to Z without spaces, each way that states write it; none if it has others. */
  private static Stream<String> forms(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return Stream.of(lower, replace(lower, DOUBLE))
        .map(NameForm::of)
        .map(it -> replace(it, SINGLE).replace(" ", ""))
        .filter(it -> it.matches("[a-z]+"))
        .distinct();
  }

  private static String replace(String text, Map<String, String> letters) {
    var result = text;
    for (var letter : letters.entrySet()) {
      result = result.replace(letter.getKey(), letter.getValue());
    }
    return result;
  }

  private static Map<String, String> letters(String pairs) {
    var letters = new TreeMap<String, String>();
    var parts = List.of(pairs.split(" ", -1));
    for (int i = 0; i < parts.size(); i += 2) {
      letters.put(parts.get(i), parts.get(i + 1));
    }
    return letters;
  }
}

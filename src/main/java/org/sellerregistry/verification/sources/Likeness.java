package org.sellerregistry.verification.sources;

import static java.util.stream.Collectors.toSet;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.sellerregistry.identifier.NameForm;

/**
 * Compares what was declared with what a source knows, in {@link NameForm}.
 *
 * <p>Only equality is a {@link Match#MATCH}: whether "Ltd" for "Limited" or a missing middle name
 * matters is for a person to decide, so everything that is merely alike is {@link Match#CLOSE}, and
 * what is written in different scripts is not compared.
 */
public final class Likeness {
  /** A code such as {@code 1011 AB} has at most as many words. */
  private static final int LONGEST_CODE = 3;

  private Likeness() {}

  /** How the best of the names that a source knows matches. */
  public static Match name(String declared, Collection<String> known) {
    var form = NameForm.of(declared);
    var forms = known.stream().map(NameForm::of).filter(it -> isComparable(form, it)).toList();
    if (form.isEmpty() || forms.isEmpty()) {
      return Match.NOT_COMPARED;
    }
    return forms.stream()
        .map(it -> form.equals(it) ? Match.MATCH : isClose(form, it) ? Match.CLOSE : null)
        .filter(Objects::nonNull)
        .min(Match::compareTo)
        .orElse(Match.DIFFERENT);
  }

  /**
   * How an address matches: every declared part is looked for in the source's text, because sources
   * order and divide addresses in their own ways.
   */
  static Match address(Declared declared, Collection<String> known) {
    var form = NameForm.of(String.join(" ", known));
    var text = words(form);
    var parts =
        Stream.of(declared.street(), declared.postalCode(), declared.locality())
            .map(NameForm::of)
            .filter(it -> !it.isEmpty())
            .toList();
    if (parts.isEmpty() || !isComparable(String.join(" ", parts), form)) {
      return Match.NOT_COMPARED;
    }
    long held = parts.stream().filter(part -> holds(text, part)).count();
    if (held == parts.size()) {
      return Match.MATCH;
    }
    var place =
        Stream.of(declared.postalCode(), declared.locality())
            .map(NameForm::of)
            .anyMatch(part -> !part.isEmpty() && holds(text, part));
    return place ? Match.CLOSE : Match.DIFFERENT;
  }

  /** Greek and Latin letters, say, tell nothing about each other without a transliteration. */
  private static boolean isComparable(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return false;
    }
    var one = scripts(a);
    var other = scripts(b);
    return one.isEmpty() || other.isEmpty() || !Collections.disjoint(one, other);
  }

  private static Set<UnicodeScript> scripts(String form) {
    return form.codePoints()
        .filter(Character::isLetter)
        .mapToObj(UnicodeScript::of)
        .collect(toSet());
  }

  private static boolean isClose(String a, String b) {
    var one = Set.copyOf(words(a));
    var other = Set.copyOf(words(b));
    if (a.replace(" ", "").equals(b.replace(" ", ""))
        || one.containsAll(other)
        || other.containsAll(one)) {
      return true;
    }
    var common = new HashSet<>(one);
    common.retainAll(other);
    // More than half of all different words are the same ones (Jaccard).
    return 2 * common.size() > one.size() + other.size() - common.size();
  }

  private static boolean holds(List<String> text, String part) {
    if (text.containsAll(words(part))) {
      return true;
    }
    var compact = part.replace(" ", "");
    for (int from = 0; from < text.size(); from++) {
      var joined = new StringBuilder();
      for (int i = from; i < Math.min(from + LONGEST_CODE, text.size()); i++) {
        if (joined.append(text.get(i)).toString().equals(compact)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> words(String form) {
    return form.isEmpty() ? List.of() : Arrays.asList(form.split(" "));
  }
}

package org.sellerregistry.verification;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.sellerregistry.v1.CheckMethod;

/** The methods that are a person's judgement. */
final class PersonMethods {
  private static final Set<CheckMethod> METHODS =
      EnumSet.of(
          CheckMethod.CHECK_METHOD_DOCUMENT,
          CheckMethod.CHECK_METHOD_MANUAL,
          CheckMethod.CHECK_METHOD_BANK);

  private PersonMethods() {}

  static boolean contains(CheckMethod method) {
    return METHODS.contains(method);
  }

  /**
   * Equal for spellings of one person that differ in case or spaces alone: {@code Ada } is no
   * second opinion on what {@code ada} found. Of two people whom a directory tells apart by nothing
   * else only one counts, which errs to the safe side.
   */
  static String identity(String person) {
    return person.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}

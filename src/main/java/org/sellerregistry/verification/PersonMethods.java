package org.sellerregistry.verification;

import java.util.EnumSet;
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
}

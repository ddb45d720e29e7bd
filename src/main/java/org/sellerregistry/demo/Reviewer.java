package org.sellerregistry.demo;

import java.util.List;
import java.util.Map;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.Requirement;

/**
 * Plays a marketplace's staff: chooses by which of the methods that the server names to check an
 * item, and what comes out. Mostly all is well.
 */
final class Reviewer {
  static final List<String> PEOPLE =
      List.of("ada@demo-market.example", "ben@demo-market.example", "chi@demo-market.example");

  private static final Map<CheckMethod, String> SOURCES =
      Map.of(
          CheckMethod.CHECK_METHOD_REGISTER, "trade register, current extract",
          CheckMethod.CHECK_METHOD_DOCUMENT, "copy of the document",
          CheckMethod.CHECK_METHOD_BANK, "bank statement",
          CheckMethod.CHECK_METHOD_POSSESSION, "code sent back",
          CheckMethod.CHECK_METHOD_MANUAL, "statement of the trader",
          CheckMethod.CHECK_METHOD_VIES, "VIES");

  private final Draw draw;

  /** The one who works on the trader with an index. */
  Reviewer(long seed, int index) {
    this.draw = new Draw(seed, Draw.Topic.REVIEW, index);
  }

  String person() {
    return PEOPLE.get(draw.nextInt(PEOPLE.size()));
  }

  /** A check of one of the requirement's items by one of the methods. */
  Check.Builder check(Requirement requirement, String item, List<CheckMethod> methods) {
    CheckMethod method =
        preferred(requirement.getCode()).stream()
            .filter(methods::contains)
            .findFirst()
            .orElseGet(methods::getFirst);
    return outcome(method)
        .setItemId(item)
        .setMethod(method)
        .setSource(SOURCES.getOrDefault(method, ""));
  }

  private List<CheckMethod> preferred(String requirement) {
    return switch (requirement) {
      case "payment.account" ->
          draw.chance(85)
              ? List.of(CheckMethod.CHECK_METHOD_BANK)
              : List.of(CheckMethod.CHECK_METHOD_DOCUMENT);
      case "identity.phone", "identity.email" ->
          draw.chance(95)
              ? List.of(CheckMethod.CHECK_METHOD_POSSESSION)
              : List.of(CheckMethod.CHECK_METHOD_MANUAL);
      case "registration.register_entry" ->
          draw.chance(75)
              ? List.of(CheckMethod.CHECK_METHOD_REGISTER)
              : List.of(CheckMethod.CHECK_METHOD_DOCUMENT);
      default ->
          draw.chance(55)
              ? List.of(CheckMethod.CHECK_METHOD_DOCUMENT)
              : List.of(CheckMethod.CHECK_METHOD_REGISTER, CheckMethod.CHECK_METHOD_DOCUMENT);
    };
  }

  /** Two of a hundred banks and registers know another name, as many codes never come back. */
  private Check.Builder outcome(CheckMethod method) {
    Check.Builder check = Check.newBuilder().setResult(CheckResult.CHECK_RESULT_PASSED);
    if (!draw.chance(2)) {
      return check;
    }
    return switch (method) {
      case CHECK_METHOD_BANK, CHECK_METHOD_REGISTER ->
          check.setResult(CheckResult.CHECK_RESULT_FAILED).setReasonCode("NAME_DIFFERS");
      case CHECK_METHOD_POSSESSION ->
          check.setResult(CheckResult.CHECK_RESULT_INCONCLUSIVE).setReasonCode("NO_ANSWER");
      case CHECK_METHOD_DOCUMENT,
          CHECK_METHOD_MANUAL,
          CHECK_METHOD_VIES,
          CHECK_METHOD_GLEIF,
          CHECK_METHOD_ELECTRONIC_ID,
          CHECK_METHOD_SYNTAX,
          CHECK_METHOD_CROSS_FIELD,
          CHECK_METHOD_SELF_CERTIFICATION,
          CHECK_METHOD_UNSPECIFIED,
          UNRECOGNIZED ->
          check;
    };
  }
}

package org.sellerregistry.verification.sources;

import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

/** The check that an answer amounts to, for the item that holds the number. */
public final class SourceChecks {
  /** The longest note that a check can hold. */
  private static final int LONGEST_NOTE = 2000;

  private SourceChecks() {}

  /**
   * Makes a check without item and name. It has the time of the answer, except that an unavailable
   * source leaves the time to the caller.
   *
   * <p>A number in force passes only if the source knows it under the declared name: else anybody
   * could declare somebody else's. It fails if the source discloses another name; if the name is
   * only alike, or the source keeps it to itself, a person has to look.
   */
  public static Check.Builder check(CheckMethod method, String source, SourceAnswer answer) {
    var check = Check.newBuilder().setMethod(method).setSource(source);
    return switch (answer) {
      case Confirmed confirmed -> proved(byName(check, confirmed.details()), confirmed.proof());
      case Refuted refuted ->
          proved(result(check, CheckResult.CHECK_RESULT_FAILED, refuted.reason()), refuted.proof());
      case Unavailable unavailable ->
          result(check, CheckResult.CHECK_RESULT_UNAVAILABLE, unavailable.code());
      case Inconclusive inconclusive -> {
        result(check, CheckResult.CHECK_RESULT_INCONCLUSIVE, inconclusive.reason());
        var proof = inconclusive.proof();
        yield proof == null ? check : proved(check, proof);
      }
    };
  }

  /**
   * The check of the declared name. It passes if the source knows the number under that name. It
   * never fails: a number of somebody else says nothing about the name.
   */
  static Check.Builder nameCheck(CheckMethod method, String source, SourceAnswer answer) {
    var check = Check.newBuilder().setMethod(method).setSource(source);
    return answer instanceof Confirmed(var details, var proof)
        ? proved(matched(check, details.nameMatch(), "NAME"), proof)
        : undecided(check, answer);
  }

  /** The same of the declared address, which counts only together with the name. */
  static Check.Builder addressCheck(CheckMethod method, String source, SourceAnswer answer) {
    var check = Check.newBuilder().setMethod(method).setSource(source);
    if (!(answer instanceof Confirmed(var details, var proof))) {
      return undecided(check, answer);
    }
    return proved(
        details.nameMatch() == Match.MATCH
            ? matched(check, details.addressMatch(), "ADDRESS")
            : matched(check, details.nameMatch(), "NAME"),
        proof);
  }

  private static Check.Builder matched(Check.Builder check, Match match, String what) {
    return switch (match) {
      case MATCH -> result(check, CheckResult.CHECK_RESULT_PASSED, "");
      case CLOSE -> result(check, CheckResult.CHECK_RESULT_INCONCLUSIVE, what + "_CLOSE");
      case DIFFERENT -> result(check, CheckResult.CHECK_RESULT_INCONCLUSIVE, what + "_DIFFERS");
      case NOT_COMPARED ->
          result(check, CheckResult.CHECK_RESULT_INCONCLUSIVE, what + "_NOT_COMPARED");
    };
  }

  /** What an answer that confirms nothing says of the other items. */
  private static Check.Builder undecided(Check.Builder check, SourceAnswer answer) {
    return switch (answer) {
      case Confirmed confirmed -> throw new IllegalArgumentException("confirmed");
      case Unavailable unavailable ->
          result(check, CheckResult.CHECK_RESULT_UNAVAILABLE, unavailable.code());
      case Refuted refuted ->
          proved(
              result(check, CheckResult.CHECK_RESULT_INCONCLUSIVE, refuted.reason()),
              refuted.proof());
      case Inconclusive inconclusive -> {
        result(check, CheckResult.CHECK_RESULT_INCONCLUSIVE, inconclusive.reason());
        var proof = inconclusive.proof();
        yield proof == null ? check : proved(check, proof);
      }
    };
  }

  private static Check.Builder byName(Check.Builder check, Details details) {
    return switch (details.nameMatch()) {
      case MATCH -> result(check, CheckResult.CHECK_RESULT_PASSED, "");
      case CLOSE ->
          result(check, CheckResult.CHECK_RESULT_INCONCLUSIVE, "NAME_CLOSE").setNote(note(details));
      case DIFFERENT ->
          result(
              check,
              // What cannot be seen cannot be contested, so it is not held against the trader.
              details.names().isEmpty()
                  ? CheckResult.CHECK_RESULT_INCONCLUSIVE
                  : CheckResult.CHECK_RESULT_FAILED,
              "NAME_DIFFERS");
      case NOT_COMPARED ->
          result(check, CheckResult.CHECK_RESULT_INCONCLUSIVE, "NAME_NOT_COMPARED");
    };
  }

  /** What staff need to decide; sealed like all that is said of an item. */
  private static String note(Details details) {
    var note =
        details.names().isEmpty()
            ? ""
            : "The source has the name: " + String.join("; ", details.names());
    return SourceText.clean(note, LONGEST_NOTE);
  }

  private static Check.Builder result(Check.Builder check, CheckResult result, String reason) {
    return check.setResult(result).setReasonCode(reason);
  }

  private static Check.Builder proved(Check.Builder check, Proof proof) {
    return check
        .setReference(proof.reference())
        .setCheckTime(Times.timestamp(Times.micros(proof.time())));
  }
}

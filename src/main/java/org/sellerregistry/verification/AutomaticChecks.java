package org.sellerregistry.verification;

import static java.util.stream.Collectors.toSet;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.verification.crossfield.CrossFieldChecks;
import org.sellerregistry.verification.crossfield.CrossFieldFinding;

/** The checks that the registry makes by itself, from what the trader declared and the time. */
public final class AutomaticChecks {
  private static final Set<CheckMethod> METHODS =
      EnumSet.of(
          CheckMethod.CHECK_METHOD_SYNTAX,
          CheckMethod.CHECK_METHOD_CROSS_FIELD,
          CheckMethod.CHECK_METHOD_SELF_CERTIFICATION);

  /** The reason of a comparison whose counterpart is gone. */
  static final String NOT_COMPARED = "NOT_COMPARED";

  private AutomaticChecks() {}

  /** Whether the registry makes checks of the method itself, so that nobody can record one. */
  public static boolean makes(CheckMethod method) {
    return METHODS.contains(method);
  }

  /** Checks every item; the checks have no name and no caller. */
  public static List<Check> of(Trader trader, Timestamp now) {
    var checks = new ArrayList<Check>();
    for (var item : Sections.items(trader)) {
      var finding = ItemSyntax.check(item, trader, now);
      if (finding != null) {
        checks.add(check(item, finding, now));
      }
    }
    for (var finding :
        CrossFieldChecks.of(
            trader, Instant.ofEpochSecond(now.getSeconds()).atZone(ZoneOffset.UTC).toLocalDate())) {
      checks.add(crossField(finding, now));
    }
    return checks;
  }

  /**
   * The checks of {@code made} that tell something which the stored ones do not: the others are
   * left out, so that checking again without a change stores nothing.
   *
   * <p>A comparison with what is no longer there is taken back by one that decides nothing.
   */
  public static List<Check> news(List<Check> made, List<Check> stored) {
    var known = new ItemChecks(stored);
    var compared =
        made.stream()
            .filter(check -> check.getMethod() == CheckMethod.CHECK_METHOD_CROSS_FIELD)
            .map(Check::getItemId)
            .collect(toSet());
    var news = new ArrayList<Check>();
    for (var check : made) {
      if (!known.holds(check)) {
        news.add(check);
      }
      if (check.getMethod() == CheckMethod.CHECK_METHOD_SYNTAX
          && !compared.contains(check.getItemId())) {
        var gone =
            check.toBuilder()
                .setMethod(CheckMethod.CHECK_METHOD_CROSS_FIELD)
                .setResult(CheckResult.CHECK_RESULT_INCONCLUSIVE)
                .setReasonCode(NOT_COMPARED)
                .clearExpireTime()
                .build();
        if (known.knows(gone) && !known.holds(gone)) {
          news.add(gone);
        }
      }
    }
    return news;
  }

  private static Check crossField(CrossFieldFinding finding, Timestamp now) {
    return Check.newBuilder()
        .setItemId(finding.item().id())
        .setItemRevision(finding.item().meta().getRevision())
        .setItemKind(finding.item().kind())
        .setMethod(CheckMethod.CHECK_METHOD_CROSS_FIELD)
        .setResult(finding.result())
        .setReasonCode(finding.reasonCode())
        .setCheckTime(now)
        .build();
  }

  private static Check check(Item item, Finding finding, Timestamp now) {
    var check =
        Check.newBuilder()
            .setItemId(item.id())
            .setItemRevision(item.meta().getRevision())
            .setItemKind(item.kind())
            .setMethod(finding.method())
            .setResult(
                finding.reasonCode().isEmpty()
                    ? CheckResult.CHECK_RESULT_PASSED
                    : CheckResult.CHECK_RESULT_FAILED)
            .setReasonCode(finding.reasonCode())
            .setCheckTime(now);
    if (finding.until() != null) {
      check.setExpireTime(finding.until());
    }
    return check.build();
  }
}

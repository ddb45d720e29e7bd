package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
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

/** The checks that the registry makes by itself, from what the trader declared and the time. */
public final class AutomaticChecks {
  private static final Set<CheckMethod> METHODS =
      EnumSet.of(
          CheckMethod.CHECK_METHOD_SYNTAX,
          CheckMethod.CHECK_METHOD_CROSS_FIELD,
          CheckMethod.CHECK_METHOD_SELF_CERTIFICATION);

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
    return checks;
  }

  /**
   * The checks of {@code made} that tell something which the stored ones do not: the others are
   * left out, so that checking again without a change stores nothing.
   */
  public static List<Check> news(List<Check> made, List<Check> stored) {
    var known = new ItemChecks(stored);
    return made.stream().filter(check -> !known.holds(check)).toList();
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

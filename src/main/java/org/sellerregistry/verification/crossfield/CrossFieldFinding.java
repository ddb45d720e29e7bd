package org.sellerregistry.verification.crossfield;

import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.CheckResult;

/**
 * What a comparison found about an item.
 *
 * @param result PASSED, FAILED for a contradiction that no honest trader's data has, INCONCLUSIVE
 *     for what is merely unusual: a hint for staff, never a reason to refuse
 * @param reasonCode why it did not pass, a stable code; empty if it did
 */
public record CrossFieldFinding(Item item, CheckResult result, String reasonCode) {
  static CrossFieldFinding agrees(Item item) {
    return new CrossFieldFinding(item, CheckResult.CHECK_RESULT_PASSED, "");
  }

  static CrossFieldFinding contradiction(Item item, String reasonCode) {
    return new CrossFieldFinding(item, CheckResult.CHECK_RESULT_FAILED, reasonCode);
  }

  static CrossFieldFinding unusual(Item item, String reasonCode) {
    return new CrossFieldFinding(item, CheckResult.CHECK_RESULT_INCONCLUSIVE, reasonCode);
  }

  /** The graver of two findings about one item; of equally grave ones the first. */
  static CrossFieldFinding graver(CrossFieldFinding one, CrossFieldFinding other) {
    return gravity(other) > gravity(one) ? other : one;
  }

  private static int gravity(CrossFieldFinding finding) {
    return switch (finding.result()) {
      case CHECK_RESULT_FAILED -> 2;
      case CHECK_RESULT_INCONCLUSIVE -> 1;
      case CHECK_RESULT_PASSED, CHECK_RESULT_UNAVAILABLE, CHECK_RESULT_UNSPECIFIED, UNRECOGNIZED ->
          0;
    };
  }
}

package org.sellerregistry.verification.crossfield;

import java.util.List;

/**
 * One comparison of a trader's items with each other. Implementations are pure and do not throw on
 * any value that the contract lets pass.
 */
interface CrossFieldCheck {
  /**
   * What was found about each item that could be compared; an item without a counterpart is left
   * out.
   */
  List<CrossFieldFinding> check(Subject subject);
}

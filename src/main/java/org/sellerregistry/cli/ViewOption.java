package org.sellerregistry.cli;

import org.sellerregistry.v1.TraderView;
import picocli.CommandLine.Option;

/** How much of a trader is shown. */
final class ViewOption {

  /** The contract's views. */
  enum View {
    BASIC,
    MASKED,
    FULL
  }

  @Option(
      names = "--view",
      paramLabel = "VIEW",
      defaultValue = "MASKED",
      description = "How much is shown: ${COMPLETION-CANDIDATES}. Default: MASKED.")
  private View view = View.MASKED;

  TraderView get() {
    return switch (view) {
      case BASIC -> TraderView.TRADER_VIEW_BASIC;
      case MASKED -> TraderView.TRADER_VIEW_MASKED;
      case FULL -> TraderView.TRADER_VIEW_FULL;
    };
  }
}

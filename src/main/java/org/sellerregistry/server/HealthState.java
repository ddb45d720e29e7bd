package org.sellerregistry.server;

/**
 * Whether the server is fit to serve, told from probes with hysteresis: one probe that fails by
 * chance does not take the server out, nor does one that passes by chance put it back.
 *
 * <p>It begins unfit and becomes fit with the first probe that passes.
 */
final class HealthState {

  private final int failures;
  private final int successes;
  private boolean fit;
  private boolean everFit;
  private int against;

  HealthState(int failures, int successes) {
    this.failures = failures;
    this.successes = successes;
  }

  /** Takes a probe's outcome into account and says whether the server is fit now. */
  synchronized boolean observe(boolean passed) {
    against = passed == fit ? 0 : against + 1;
    int needed = fit ? failures : everFit ? successes : 1;
    if (against >= needed) {
      fit = passed;
      everFit |= passed;
      against = 0;
    }
    return fit;
  }
}

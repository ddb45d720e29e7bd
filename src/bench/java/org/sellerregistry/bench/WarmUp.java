package org.sellerregistry.bench;

import io.grpc.Channel;
import java.util.List;

/**
 * Calls until it does not become quicker any more: the compiler takes a minute of both processors
 * for the long paths. Whatever comes of the calls: a server that has just started may refuse what
 * it cannot do yet.
 */
final class WarmUp {
  static final int MOST_PHASES = 12;
  static final double QUICKER = 1.03;
  private static final double SHORTEST = 2;

  private WarmUp() {}

  /** Returns about how many calls it took. */
  static double run(
      Workload workload, List<? extends Channel> channels, int inFlight, double seconds)
      throws InterruptedException {
    double phase = Math.max(SHORTEST, seconds / 2);
    double calls =
        ClosedLoop.run(workload, channels, Math.max(1, inFlight / 8), SHORTEST).perSecond()
            * SHORTEST;
    double best = 0;
    int slower = 0;
    for (int i = 0; i < MOST_PHASES && slower < 2; i++) {
      double rate = ClosedLoop.run(workload, channels, inFlight, phase).perSecond();
      calls += rate * phase;
      slower = rate < best * QUICKER ? slower + 1 : 0;
      best = Math.max(best, rate);
    }
    return calls;
  }
}

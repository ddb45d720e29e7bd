package org.sellerregistry.bench;

import io.grpc.Channel;

/** One kind of call. Used by many threads. */
interface Workload {
  /**
   * Starts a call and says how it ended, from whatever thread: whether its status is OK and its
   * content is what was asked for.
   */
  void call(Channel channel, Ended ended);

  /** Hears of the end of a call. */
  interface Ended {
    void ended(boolean well);
  }
}

package org.sellerregistry.bench;

import io.grpc.Channel;

/** One kind of call. Used by many threads. */
interface Workload {
  /** Starts a call and says how it ended, from whatever thread. */
  void call(Channel channel, Ended ended);

  /** How a call ended. */
  enum End {
    /** Its status is OK and its content is what was asked for. */
    WELL,
    /** It was refused for want of room, with a reason and the time to try again. */
    REFUSED,
    /** Anything else. */
    FAILED
  }

  /** Hears of the end of a call. */
  interface Ended {
    void ended(End end);
  }
}

package org.sellerregistry.rpc;

import java.time.Duration;

/**
 * How much work the server takes on at once.
 *
 * @param concurrent unary calls that execute and only read; other kinds of {@link Work} have a
 *     share of as many, beside them
 * @param waiting unary calls that wait for one of them to end; shared alike
 * @param waitAtMost how long each of those waits
 * @param streams streaming calls that are open
 */
public record AdmissionLimits(int concurrent, int waiting, Duration waitAtMost, int streams) {
  public AdmissionLimits {
    if (concurrent < 1 || waiting < 0 || waitAtMost.isNegative() || streams < 1) {
      throw new IllegalArgumentException("Limits of admission must be positive");
    }
  }

  /** Unary calls of a kind that execute or wait. */
  public int open(Work work) {
    return work.of(concurrent) + work.of(waiting);
  }

  /** Unary calls of a kind that execute. */
  int executing(Work work) {
    return work == Work.POINT_READ ? open(work) : work.of(concurrent);
  }

  /** Unary calls of a kind that wait for one of them to end. */
  int waiting(Work work) {
    return open(work) - executing(work);
  }
}

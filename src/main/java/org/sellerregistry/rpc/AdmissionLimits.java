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
  /**
   * A point read takes little memory and the time of a shared query: so many more than of other
   * kinds are let in, or what comes in a few tenths of a second in which the database writes its
   * pages, or the machine does something else, would be refused.
   */
  private static final int POINT_READS = 4;

  public AdmissionLimits {
    if (concurrent < 1 || waiting < 0 || waitAtMost.isNegative() || streams < 1) {
      throw new IllegalArgumentException("Limits of admission must be positive");
    }
  }

  /** Unary calls of a kind that execute or wait. */
  public int open(Work work) {
    int places = work.of(concurrent) + work.of(waiting);
    return work == Work.POINT_READ ? POINT_READS * places : places;
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

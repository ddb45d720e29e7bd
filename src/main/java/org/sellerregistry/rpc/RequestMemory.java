package org.sellerregistry.rpc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sellerregistry.v1.ErrorReason;

/**
 * The memory that all requests take together: of calls until they end, of messages in a stream
 * until they are dealt with. What each call may bring without being asked is left out, for how many
 * calls there are is bounded elsewhere: so small requests are served when large ones are not.
 *
 * <p>When there is no more, the call is ended with OVERLOADED whose client has been sending for the
 * longest: one that sends at all is done in a moment. Safe for use by many threads.
 */
public final class RequestMemory {
  /** What a heap has beside requests is more than seven times as much. */
  private static final int SHARE = 8;

  private final long most;
  private final Set<Arrival> sending = new LinkedHashSet<>();
  private long held;
  private long ended;

  /**
   * @param most in bytes
   */
  public RequestMemory(long most) {
    this.most = most;
  }

  /** An eighth of the heap. */
  public static RequestMemory ofHeap() {
    return new RequestMemory(Runtime.getRuntime().maxMemory() / SHARE);
  }

  /** How many bytes are held now. */
  public synchronized long held() {
    return held;
  }

  /** How many calls have been ended so far for want of it. */
  public synchronized long ended() {
    return ended;
  }

  /** Whether what can wait should: half is taken. */
  public synchronized boolean isScarce() {
    return held > most / 2;
  }

  /**
   * Takes memory for what a handler keeps beyond its callback, to be given back. What is alone may
   * be larger than all there is.
   *
   * @throws Refusal OVERLOADED if there is not as much
   */
  public synchronized void take(long bytes) {
    if (held > 0 && held + bytes > most) {
      throw overloaded();
    }
    held += bytes;
  }

  /** Gives back what was taken. */
  public synchronized void giveBack(long bytes) {
    held -= bytes;
  }

  /** Counts what a call brought; ends calls if there is no room for it, the last of all itself. */
  void count(Arrival arrival, long bytes) {
    endAll(counted(arrival, bytes));
  }

  private synchronized List<Arrival> counted(Arrival arrival, long bytes) {
    var tooMany = new ArrayList<Arrival>();
    if (arrival.closed) {
      return tooMany;
    }
    held += bytes;
    arrival.counted += bytes;
    if (!arrival.complete) {
      sending.add(arrival);
    }
    while (held > most && !arrival.closed && arrival.counted > 0) {
      var longest = sending.isEmpty() ? arrival : sending.iterator().next();
      close(longest);
      ended++;
      tooMany.add(longest);
    }
    return tooMany;
  }

  /** Counts a message as no less than it has become by being read. */
  void countAtLeast(Arrival arrival, long bytes) {
    long before;
    synchronized (this) {
      before = arrival.counted;
    }
    if (bytes > before) {
      count(arrival, bytes - before);
    }
  }

  /** The client has sent all that it will: what its call waits for now is the server's to do. */
  synchronized void complete(Arrival arrival) {
    arrival.complete = true;
    sending.remove(arrival);
  }

  /** What was counted is needed no more; the call may bring more. */
  synchronized void release(Arrival arrival) {
    held -= arrival.counted;
    arrival.counted = 0;
    sending.remove(arrival);
  }

  /** The call has ended. */
  synchronized void close(Arrival arrival) {
    release(arrival);
    arrival.closed = true;
  }

  /** Outside of the lock: a call has one of its own. */
  private static void endAll(List<Arrival> arrivals) {
    arrivals.forEach(arrival -> arrival.end(overloaded()));
  }

  private static Refusal overloaded() {
    return Refusal.of(ErrorReason.ERROR_REASON_OVERLOADED, "The server is busy");
  }
}

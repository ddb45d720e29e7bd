package org.sellerregistry.rpc;

/**
 * What a call spends its time with. Calls of one kind never take the places of another: pages are
 * shown while too many sellers apply, and sellers apply while a register does not answer.
 */
public enum Work {
  /**
   * It reads single records, by queries that it shares with other calls of the moment: many cost
   * little more than one, so none waits for a place.
   */
  POINT_READ(1),
  /** It reads. */
  READ(1),
  /** It changes something. More at once would compete for processors with what reads. */
  WRITE(8),
  /** It may wait for somebody else's server. */
  ASK(4);

  private final int share;

  Work(int share) {
    this.share = share;
  }

  /** How many of the places that calls which read have, these have beside them; at least one. */
  int of(int places) {
    return Math.max(Math.min(places, 1), places / share);
  }
}

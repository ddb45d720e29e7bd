package org.sellerregistry.trader;

import org.sellerregistry.storage.generated.tables.records.StandingRecord;
import org.sellerregistry.v1.Standing;
import org.sellerregistry.v1.StandingState;

/** The contract's form of stored standings. */
public final class Standings {
  private Standings() {}

  /** Reads a row. */
  public static Standing of(StandingRecord row) {
    var standing =
        Standing.newBuilder()
            .setOffering(row.getOffering())
            .setState(StandingState.forNumber(row.getState()))
            .setPack(row.getPack())
            .setPackVersion(row.getPackVersion())
            .setSinceTime(Times.timestamp(row.getSinceTime()));
    if (row.getNextDueTime() != null) {
      standing.setNextDueTime(Times.timestamp(row.getNextDueTime()));
    }
    return standing.build();
  }
}

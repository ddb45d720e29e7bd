package org.sellerregistry.cli;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Moments of the command line in the contract's form. */
final class Times {

  private Times() {}

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}

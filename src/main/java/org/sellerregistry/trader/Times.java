package org.sellerregistry.trader;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.sellerregistry.rpc.Refusal;

/** Conversion of times between the contract and the database, to the microsecond. */
public final class Times {
  /** The end of an interval that lasts. */
  public static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  private Times() {}

  /** The contract's form. */
  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** The database's form: parts of a microsecond are cut off. */
  public static Instant instant(Timestamp timestamp) {
    return micros(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()));
  }

  /** Cuts off parts of a microsecond. */
  public static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Reads a moment that a request names.
   *
   * @throws Refusal INVALID_FIELD if it lies in the future
   */
  public static Instant past(String field, Timestamp timestamp, InstantSource clock) {
    var moment = instant(timestamp);
    if (moment.isAfter(clock.instant())) {
      throw Refusal.invalidField(field, "must not lie in the future");
    }
    return moment;
  }

  /**
   * The moment of a change: now, but later than the one before, so that intervals of one trader
   * never overlap when a clock steps back.
   */
  public static Instant after(Instant former, Instant now) {
    var time = micros(now);
    return time.isAfter(former) ? time : former.plus(1, ChronoUnit.MICROS);
  }
}

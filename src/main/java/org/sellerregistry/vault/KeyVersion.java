package org.sellerregistry.vault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key, without the key.
 *
 * @param version its id in the keyset
 * @param normalForms the version of the normal forms that its tokens are of; 0 if it makes none
 * @param createTime when it was announced
 * @param retireTime from when on nothing is made with it; absent while something is
 * @param destroyTime from when on it is in no key ring; absent while it is in one
 */
public record KeyVersion(
    Keyset keyset,
    int version,
    State state,
    int normalForms,
    Instant createTime,
    @Nullable Instant retireTime,
    @Nullable Instant destroyTime) {

  /** What a key is used for. The codes are stored and equal the contract's numbers. */
  public enum State {
    /** It opens what other servers make with it. */
    ADDED(1),
    /** It makes new values. */
    CURRENT(2),
    /** It opens what it made. */
    RETIRED(3),
    /** It is gone. */
    DESTROYED(4);

    private final int code;

    State(int code) {
      this.code = code;
    }

    /** The number that is stored. */
    public int code() {
      return code;
    }

    static State of(int code) {
      for (var each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new IllegalArgumentException("No state has code " + code);
    }
  }
}

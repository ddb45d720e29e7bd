package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MissesTest {
  private static final long BEGIN = -Duration.ofMinutes(30).toNanos();

  private final Misses misses = new Misses(2, new byte[16]);

  @Test
  void theSameCountsOnce() {
    for (int i = 0; i < 10; i++) {
      misses.add(ByteString.copyFromUtf8("a"), BEGIN);
    }
    assertThat(misses.spentFor(BEGIN)).isZero();

    misses.add(ByteString.copyFromUtf8("b"), BEGIN);
    assertThat(misses.spentFor(BEGIN)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void theHourBeginsWithTheFirst() {
    misses.add(ByteString.copyFromUtf8("a"), BEGIN);
    long later = BEGIN + Duration.ofMinutes(40).toNanos();
    misses.add(ByteString.copyFromUtf8("b"), later);

    assertThat(misses.spentFor(later)).isEqualTo(Duration.ofMinutes(20));
    assertThat(misses.spentFor(BEGIN + Duration.ofHours(1).toNanos())).isZero();
  }
}

package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long LATE = Long.MAX_VALUE - Duration.ofDays(1).toNanos();

  @Test
  void letsThroughWhatWasSavedUpAndThenTheRate() {
    var bucket = new TokenBucket(10, SECOND, 3, 0);

    for (int i = 0; i < 3; i++) {
      assertThat(bucket.take(1, 0)).isZero();
    }
    assertThat(bucket.take(1, 0)).isEqualTo(Duration.ofMillis(100));
    assertThat(bucket.take(1, Duration.ofMillis(99).toNanos())).isEqualTo(Duration.ofMillis(1));
    assertThat(bucket.take(1, Duration.ofMillis(100).toNanos())).isZero();
    assertThat(bucket.take(1, Duration.ofMillis(100).toNanos())).isPositive();
  }

  @Test
  void aRefusalCostsNothing() {
    var bucket = new TokenBucket(10, SECOND, 1, 0);
    assertThat(bucket.take(1, 0)).isZero();

    for (int i = 0; i < 100; i++) {
      assertThat(bucket.take(1, 0)).isEqualTo(Duration.ofMillis(100));
    }
    assertThat(bucket.take(1, Duration.ofMillis(100).toNanos())).isZero();
  }

  @Test
  void savesUpNoMoreThanItsCapacity() {
    var bucket = new TokenBucket(10, SECOND, 2, LATE);
    long later = LATE + Duration.ofHours(1).toNanos();

    assertThat(bucket.take(2, later)).isZero();
    assertThat(bucket.take(1, later)).isPositive();
  }

  @Test
  void takesTheCapacityForMore() {
    var bucket = new TokenBucket(10, SECOND, 2, 0);

    assertThat(bucket.take(50, 0)).isZero();
    assertThat(bucket.take(50, 0)).isEqualTo(Duration.ofMillis(200));
    assertThat(bucket.take(50, Duration.ofMillis(200).toNanos())).isZero();
  }
}

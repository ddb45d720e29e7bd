package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static final long NOW = 1_790_000_000_000L;

  @Test
  void theLayoutIsThatOfVersion7() {
    var id = new Ids(InstantSource.fixed(Instant.ofEpochMilli(NOW)), new Random(1)).next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(Ids.timeOf(id)).isEqualTo(Instant.ofEpochMilli(NOW));
  }

  /** The example of RFC 9562, appendix A.6. */
  @Test
  void theTimeOfThePublishedExampleIsRead() {
    assertThat(Ids.timeOf(UUID.fromString("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")))
        .isEqualTo(Instant.parse("2022-02-22T19:22:22Z"));
  }

  @Test
  void theyRiseWithinAMillisecondEvenPastTheCounter() {
    var ids = new Ids(InstantSource.fixed(Instant.ofEpochMilli(NOW)), new Random(2));

    var made = IntStream.range(0, 20_000).mapToObj(number -> Ids.toBytes(ids.next())).toList();

    assertThat(made).isSortedAccordingTo(Arrays::compareUnsigned).doesNotHaveDuplicates();
  }

  @Test
  void theyRiseWhenTheClockStepsBack() {
    var millis = new AtomicLong(NOW);
    var ids = new Ids(() -> Instant.ofEpochMilli(millis.get()), new Random(3));

    var before = ids.next();
    millis.addAndGet(-5_000);
    var after = ids.next();

    assertThat(Arrays.compareUnsigned(Ids.toBytes(before), Ids.toBytes(after))).isNegative();
  }

  @Test
  void theirOrderIsThatOfTime() {
    var millis = new AtomicLong(NOW);
    var random = new Random(4);

    var made =
        IntStream.range(0, 1_000)
            .mapToObj(number -> {
              millis.incrementAndGet();
              // Each from a process of its own: only the time orders them.
              return Ids.toBytes(new Ids(() -> Instant.ofEpochMilli(millis.get()), random).next());
            })
            .toList();

    assertThat(made).isSortedAccordingTo(Arrays::compareUnsigned);
  }

  @Test
  void bytesAreBigEndianAndComeBack() {
    var id = UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");

    assertThat(Ids.toBytes(id))
        .isEqualTo(HexFormat.of().parseHex("017f22e279b07cc398c4dc0c0c07398f"));
    assertThat(Ids.fromBytes(Ids.toBytes(id))).isEqualTo(id);
    assertThatThrownBy(() -> Ids.fromBytes(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherVersionsHaveNoTime() {
    assertThatThrownBy(() -> Ids.timeOf(new UUID(0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

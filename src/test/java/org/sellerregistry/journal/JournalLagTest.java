package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.SigningKeys;

class JournalLagTest {
  private static final UUID TRADER = new UUID(0, 1);

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Checkpoints CHECKPOINTS =
      new Checkpoints(new SigningKeys(KeyRing.ephemeral()));

  private final AtomicLong ticks = new AtomicLong();
  private final JournalFixture journal = new JournalFixture(DATABASE.transactor(), CHECKPOINTS);
  private long revision;

  @AfterEach
  void nothingWaits() {
    journal.sequence();
  }

  private JournalLag lag(int waitAt, int most, Duration mostAge) {
    return new JournalLag(
        journal.transactor, ticks::get, new JournalLag.Bounds(waitAt, most, mostAge));
  }

  private void append(int entries) {
    for (int i = 0; i < entries; i++) {
      journal.append(TRADER, ++revision);
    }
  }

  private void pass(Duration time) {
    ticks.addAndGet(time.toNanos());
  }

  @Test
  void isBoundByNumberAndAge() {
    var byNumber = lag(3, 3, Duration.ofHours(1));
    var byAge = lag(1000, 1000, Duration.ofSeconds(30));
    append(3);
    byNumber.look();
    byAge.look();
    assertThat(byAge.isBehind()).as("only begins to wait").isFalse();
    pass(Duration.ofSeconds(31));
    byAge.look();
    byNumber.look();
    assertThat(byNumber.isBehind()).isFalse();
    assertThat(byAge.isBehind()).isTrue();
    assertThat(byAge.changesWait()).isTrue();
    append(1);
    byNumber.look();
    assertThat(byNumber.isBehind()).isTrue();
    journal.sequence();
    byNumber.look();
    byAge.look();
    assertThat(byNumber.isBehind()).isFalse();
    assertThat(byAge.isBehind()).isFalse();
  }

  @Test
  void theAgeIsThatOfTheFirstThatWaitsThoughSomeGoOn() {
    var lag = lag(1000, 1000, Duration.ofSeconds(30));
    append(2);
    lag.look();
    pass(Duration.ofSeconds(4));
    append(2);
    lag.look();
    pass(Duration.ofSeconds(3));
    append(2);
    lag.look();
    assertThat(lag.waited()).isEqualTo(Duration.ofSeconds(7));
    assertThat(journal.sequencer(3).sequence().entries()).isEqualTo(3);
    lag.look();
    assertThat(lag.waited()).as("of the fourth").isEqualTo(Duration.ofSeconds(3));
    journal.sequence();
    lag.look();
    assertThat(lag.waited()).isZero();
    assertThat(lag.waiting()).isZero();
  }

  @Test
  void changesWaitBeforeConfidentialDataIsRefused() {
    var lag = lag(2, 5, Duration.ofSeconds(30));
    append(2);
    lag.look();
    assertThat(lag.changesWait()).isFalse();
    append(1);
    lag.look();
    assertThat(lag.changesWait()).isTrue();
    assertThat(lag.waiting()).isEqualTo(3);
    assertThat(lag.isBehind()).isFalse();
    append(9);
    lag.look();
    assertThat(lag.isBehind()).isTrue();
    assertThat(lag.waiting()).as("not counted further").isEqualTo(6);
    journal.sequence();
    lag.look();
    assertThat(lag.changesWait()).isFalse();
  }

  @Test
  void idsThatWereRolledBackHoldNobody() {
    var lag = lag(2, 5, Duration.ofSeconds(30));
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() ->
              journal.transactor.write(db -> {
                journal.journal.append(db, journal.entry(TRADER, 1));
                throw new IllegalStateException("rolled back");
              }))
          .hasMessage("rolled back");
    }
    append(1);
    lag.look();
    assertThat(lag.changesWait()).isFalse();
  }

  @Test
  void whoWaitsGoesOnWhenThereIsRoom() throws Exception {
    var lag = lag(2, 5, Duration.ofHours(1));
    append(3);
    lag.look();
    assertThat(lag.awaitRoom(Duration.ZERO)).isFalse();
    var begun = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waits =
          threads.submit(() -> {
            begun.countDown();
            return lag.awaitRoom(Duration.ofMinutes(1));
          });
      begun.await();
      journal.sequence();
      lag.look();
      assertThat(waits.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void nobodyWhoLooksIsAsGoodAsBehind() {
    var lag = lag(2, 5, Duration.ofSeconds(30));
    lag.look();
    pass(Duration.ofSeconds(31));
    assertThat(lag.isBehind()).isTrue();
    assertThat(lag.changesWait()).isTrue();
    assertThat(lag.waited()).isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void readsAreNotRefusedBeforeChangesWait() {
    assertThatThrownBy(() -> new JournalLag.Bounds(6, 5, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

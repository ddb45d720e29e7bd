package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.journal.JournalReader.Filter;
import org.sellerregistry.storage.IndexUse;
import org.sellerregistry.storage.RecordedQueries;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.ReturnedTrader;

/** Every query of the journal, but for those of its verification, reaches its rows by a key. */
class JournalPlansTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final UUID TRADER = UUID.fromString("01900000-0000-7000-8000-000000000001");

  private final JournalFixture journal = new JournalFixture(DATABASE);

  @Test
  void everyQueryReachesItsRowsByAKey() throws Exception {
    var recorded = RecordedQueries.of(DATABASE);
    write();
    read();

    assertThat(recorded.looking())
        .hasSizeGreaterThan(20)
        .allSatisfy(query -> IndexUse.assertIndexed(DATABASE, query));
  }

  private void write() throws Exception {
    for (int revision = 1; revision <= 300; revision++) {
      journal.append(TRADER, revision);
    }
    try (var log = new AccessLog(journal.transactor, journal.clock)) {
      var trader = ReturnedTrader.newBuilder().setTrader("marketplaces/shop/traders/" + TRADER);
      log.record(Access.newBuilder().addTraders(trader).build()).get();
    }
    journal.sequence();
    journal.append(TRADER, 301);
    journal.sequence();
    assertThat(new AccessIndex(journal.transactor).advance()).isFalse();
    new PruneLogs(
            journal.transactor,
            journal.journal,
            new PruneLogs.Periods(Duration.ZERO, Duration.ZERO),
            InstantSource.fixed(Instant.now().plusSeconds(60)))
        .run();
  }

  private void read() {
    var reader = journal.reader;
    for (var log : Log.values()) {
      reader.entries(Filter.all(log), 0, 10);
    }
    reader.entries(new Filter(Log.REGISTRY, "shop", null, ""), 0, 10);
    reader.entries(new Filter(Log.REGISTRY, "shop", TRADER, "Test.Write"), 0, 10);
    reader.entries(Log.ACCESS, List.of(0L));
    assertThat(reader.keys().keys()).hasSize(1);
    reader.checkpoint(Log.REGISTRY);
    reader.checkpoint(Log.REGISTRY, 300);
    reader.checkpoints(Log.REGISTRY, 0, 10);
    reader.inclusion(Log.REGISTRY, 5, 301);
    reader.consistency(Log.REGISTRY, 5, 301);
    new AccessIndex(journal.transactor).find("shop", TRADER, 0, 10);
    new JournalLag(journal.transactor, () -> 0, new JournalLag.Bounds(1, 10, Duration.ofSeconds(1)))
        .look();
    var feed =
        new ChangeFeed(
            journal.transactor,
            InstantSource.system(),
            () -> 0,
            new ChangeFeed.Listener() {
              @Override
              public void changed(String resource) {}

              @Override
              public void changedAnything() {}

              @Override
              public void heard(long ticks, java.time.Instant time) {}
            });
    feed.read();
    feed.read();
  }
}

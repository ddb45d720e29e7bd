package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.JournalEntry;

class ChangeFeedTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final List<String> told = new ArrayList<>();
  private final Journal journal = new Journal();
  private final ChangeFeed feed =
      new ChangeFeed(
          DATABASE.transactor(),
          InstantSource.system(),
          () -> 7,
          new ChangeFeed.Listener() {
            @Override
            public void changed(String resource) {
              told.add(resource);
            }

            @Override
            public void changedAnything() {
              told.add("anything");
            }

            @Override
            public void heard(long ticks, Instant time) {
              told.add("heard " + ticks);
            }
          });

  private void append(String resource) {
    DATABASE
        .transactor()
        .write(db -> {
          journal.append(db, JournalEntry.newBuilder().setResource(resource).build());
          return resource;
        });
  }

  @Test
  void whatWasCommittedIsToldBeforeItIsHeard() {
    append("marketplaces/shop/traders/1");
    append("marketplaces/shop/storefronts/2");
    feed.read();
    assertThat(told)
        .containsSubsequence(
            "marketplaces/shop/traders/1", "marketplaces/shop/storefronts/2", "heard 7");
  }

  @Test
  void whatOneAppendsIsToldBeforeTheCommit() {
    var own = new Journal(told::add);
    DATABASE
        .transactor()
        .write(db -> {
          own.append(db, JournalEntry.newBuilder().setResource("grants/1").build());
          assertThat(told).containsExactly("grants/1");
          return told;
        });
  }
}

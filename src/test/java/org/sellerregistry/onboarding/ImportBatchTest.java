package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.access.Caller;
import org.sellerregistry.storage.RecordedQueries;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Trader;

class ImportBatchTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Caller CALLER = new Caller("test", "", "", List.of());

  /** Few ids for many records, so that they collide in every way. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void recordsTogetherAreAnsweredAndStoredAsOneAfterTheOther(long seed) {
    var random = new Random(seed);
    var records = new ArrayList<ImportRecord>();
    for (int i = 0; i < 40; i++) {
      records.add(record(i, random));
    }
    var single = new Registry(DATABASE);
    var together = new Registry(DATABASE);
    var expected = new ArrayList<ImportTradersResponse>();
    var found = new ArrayList<ImportTradersResponse>();
    for (int from = 0; from < records.size(); from += 10) {
      var some = records.subList(from, from + 10);
      for (var record : some) {
        expected.add(single.importTrader.importRecord(single.tenant, CALLER, record, false));
      }
      found.addAll(together.importBatch.importRecords(together.tenant, CALLER, some, false));
    }
    assertThat(found).extracting(ImportTradersResponse::getSequence).isSorted();
    for (int i = 0; i < records.size(); i++) {
      assertThat(found.get(i).getOutcome())
          .as("record %d", i)
          .isEqualTo(expected.get(i).getOutcome());
      assertThat(found.get(i).getStatus().getCode())
          .isEqualTo(expected.get(i).getStatus().getCode());
    }
    assertThat(found)
        .extracting(ImportTradersResponse::getOutcome)
        .contains(ImportOutcome.IMPORT_OUTCOME_CREATED, ImportOutcome.IMPORT_OUTCOME_REFUSED);
    assertThat(contents(together, found)).isEqualTo(contents(single, expected));
  }

  @Test
  void fiftyNewTradersTakeFewerThanFourTimesTheRoundTripsOfTwo() {
    var registry = new Registry(DATABASE);
    var queries = RecordedQueries.of(DATABASE);
    importNew(registry, 100, 2);
    int two = queries.executed();
    importNew(registry, 200, 50);
    assertThat(two).isPositive();
    // Statements of one, two, four … rows make up any number of rows.
    assertThat(queries.executed() - two).isLessThan(4 * two);
  }

  private static void importNew(Registry registry, int from, int count) {
    var records = new ArrayList<ImportRecord>();
    for (int i = from; i < from + count; i++) {
      records.add(ImportRecord.newBuilder().setSequence(i).setTrader(Samples.sound(i)).build());
    }
    assertThat(registry.importBatch.importRecords(registry.tenant, CALLER, records, false))
        .extracting(ImportTradersResponse::getOutcome)
        .containsOnly(ImportOutcome.IMPORT_OUTCOME_CREATED);
  }

  private static ImportRecord record(int sequence, Random random) {
    var trader = Samples.sound(random.nextInt(15)).toBuilder();
    if (random.nextInt(8) == 0) {
      trader.setRegionCode("x");
    }
    if (random.nextInt(8) == 0) {
      trader.addOfferings("none");
    }
    var record = ImportRecord.newBuilder().setSequence(sequence).setTrader(trader);
    for (int i = random.nextInt(3); i > 0; i--) {
      record.addStorefronts(
          ImportStorefront.newBuilder()
              .setStorefrontId("shop-" + random.nextInt(12))
              .setUrl("https://shop.example/" + random.nextInt(2)));
    }
    return record.build();
  }

  /** What is stored of each trader, without what chance and time give. */
  private static List<String> contents(Registry registry, List<ImportTradersResponse> answers) {
    return answers.stream()
        .map(ImportTradersResponse::getTrader)
        .filter(name -> !name.isEmpty())
        .distinct()
        .map(name -> {
          var trader = registry.get(Trader.newBuilder().setName(name).build());
          return trader.getExternalId()
              + " "
              + trader.getRevision()
              + " "
              + trader.getStandingsList().stream().map(it -> it.getState().name()).toList()
              + registry
                  .storefronts
                  .list(registry.tenant, Registry.id(trader), Optional.empty(), 9)
                  .stream()
                  .map(it -> it.getName().replaceAll(".*/", "") + it.getUrl())
                  .sorted()
                  .toList();
        })
        .sorted()
        .toList();
  }
}

package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import io.grpc.Status;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Trader;

class ImportStreamTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);
  private final StreamServer server = new StreamServer(registry);
  private final SlowClient<ImportTradersRequest, ImportTradersResponse> client = new SlowClient<>();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyRecordIsAnsweredInOrderAndARefusedOneDoesNotEndTheStream() {
    var requests = server.client().importTraders(client);
    client.take(100);
    requests.onNext(options(false));
    requests.onNext(record(7, Samples.sound(0)));
    requests.onNext(record(8, Samples.sound(1).toBuilder().setRegionCode("x").build()));
    requests.onNext(record(9, Samples.sound(0)));
    requests.onNext(record(10, Samples.sound(2)));
    requests.onCompleted();

    assertThat(client.isCompleted()).isTrue();
    assertThat(client.answers)
        .extracting(ImportTradersResponse::getSequence)
        .containsExactly(7L, 8L, 9L, 10L);
    assertThat(client.answers)
        .extracting(ImportTradersResponse::getOutcome)
        .containsExactly(
            ImportOutcome.IMPORT_OUTCOME_CREATED,
            ImportOutcome.IMPORT_OUTCOME_REFUSED,
            ImportOutcome.IMPORT_OUTCOME_UNCHANGED,
            ImportOutcome.IMPORT_OUTCOME_CREATED);
  }

  @Test
  void theServerReadsNoFasterThanItsAnswersAreTaken() {
    var requests = server.client().importTraders(client);
    requests.onNext(options(false));
    for (int i = 0; i < 20; i++) {
      requests.onNext(record(i, Samples.sound(i)));
    }
    requests.onCompleted();
    assertThat(stored()).isZero();
    for (int taken = 1; taken <= 20; taken++) {
      client.take(1);
      assertThat(client.answers).hasSize(taken);
      assertThat(stored()).isBetween(taken, taken + 1);
    }
    client.take(1);
    assertThat(client.isCompleted()).isTrue();
    assertThat(client.answers.stream().map(ImportTradersResponse::getSequence))
        .containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
  }

  @Test
  void aStreamThatIsCutKeepsWhatItAnsweredAndCanBeSentAgain() {
    var requests = server.client().importTraders(client);
    requests.onNext(options(false));
    for (int i = 0; i < 10; i++) {
      requests.onNext(record(i, Samples.sound(i)));
    }
    client.take(4);
    client.call().cancel("the line is cut", null);
    assertThat(client.answers).hasSize(4);
    int kept = stored();
    assertThat(kept).isBetween(4, 5);

    var second = new SlowClient<ImportTradersRequest, ImportTradersResponse>();
    var again = server.client().importTraders(second);
    second.take(100);
    again.onNext(options(false));
    for (int i = 0; i < 10; i++) {
      again.onNext(record(i, Samples.sound(i)));
    }
    again.onCompleted();
    assertThat(second.answers)
        .filteredOn(it -> it.getOutcome() == ImportOutcome.IMPORT_OUTCOME_UNCHANGED)
        .hasSize(kept);
    assertThat(stored()).isEqualTo(10);
  }

  @Test
  void validatingOnlyAnswersAndStoresNothing() {
    var requests = server.client().importTraders(client);
    client.take(100);
    requests.onNext(options(true));
    requests.onNext(record(1, Samples.sound(0)));
    requests.onNext(record(2, Samples.sound(0)));
    requests.onCompleted();
    assertThat(client.answers)
        .extracting(ImportTradersResponse::getOutcome, ImportTradersResponse::getTrader)
        .containsOnly(tuple(ImportOutcome.IMPORT_OUTCOME_CREATED, ""))
        .hasSize(2);
    assertThat(stored()).isZero();
  }

  @Test
  void theOptionsComeFirstAndOnce() {
    var requests = server.client().importTraders(client);
    client.take(100);
    requests.onNext(record(1, Samples.sound(0)));
    assertInvalid(client);

    var second = new SlowClient<ImportTradersRequest, ImportTradersResponse>();
    var twice = server.client().importTraders(second);
    second.take(100);
    twice.onNext(options(false));
    twice.onNext(options(false));
    assertInvalid(second);
    assertThat(stored()).isZero();
  }

  @Test
  void aStreamWithoutRecordsEndsWell() {
    for (var message : List.of(List.<ImportTradersRequest>of(), List.of(options(false)))) {
      var one = new SlowClient<ImportTradersRequest, ImportTradersResponse>();
      var requests = server.client().importTraders(one);
      one.take(1);
      message.forEach(requests::onNext);
      requests.onCompleted();
      assertThat(one.isCompleted()).isTrue();
    }
  }

  private static void assertInvalid(SlowClient<?, ?> client) {
    assertThat(Status.fromThrowable(client.failure()).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private int stored() {
    return registry.transactor.read(
        db -> db.fetchCount(TRADER, TRADER.MARKETPLACE.eq(registry.tenant.id())));
  }

  private ImportTradersRequest options(boolean validateOnly) {
    var parent = ResourceNames.marketplace(registry.tenant.marketplaceId());
    return ImportTradersRequest.newBuilder()
        .setOptions(ImportOptions.newBuilder().setParent(parent).setValidateOnly(validateOnly))
        .build();
  }

  private static ImportTradersRequest record(long sequence, Trader trader) {
    return ImportTradersRequest.newBuilder()
        .setRecord(ImportTest.record(trader).toBuilder().setSequence(sequence))
        .build();
  }
}

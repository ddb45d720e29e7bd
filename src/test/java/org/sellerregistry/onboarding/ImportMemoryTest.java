package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.RequestMemory;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceImplBase;

/** Imports into a database that does not answer: what is done with records is held back. */
class ImportMemoryTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final int STREAMS = 20;
  private static final int MOST = 8 << 20;

  private final Registry registry = new Registry(DATABASE);
  private final RequestMemory memory = new RequestMemory(MOST);
  private final Queue<Runnable> heldBack = new ArrayDeque<>();
  private final StreamServer server =
      new StreamServer(
          registry,
          new TraderServiceImplBase() {
            @Override
            public StreamObserver<ImportTradersRequest> importTraders(
                StreamObserver<ImportTradersResponse> replies) {
              var stream =
                  new ImportStream(
                      registry.importBatch,
                      heldBack::add,
                      memory,
                      (ServerCallStreamObserver<ImportTradersResponse>) replies);
              stream.start();
              return stream;
            }
          });

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void largeRecordsOfAllStreamsTakeNoMoreThanThereIs() {
    var clients = sendToAll(2, 1_000_000);

    assertThat(memory.held()).isPositive().isLessThanOrEqualTo(MOST);
    var refused = clients.stream().filter(client -> client.failure() != null).toList();
    assertThat(refused).hasSizeGreaterThanOrEqualTo(STREAMS - 2);
    assertThat(refused)
        .allSatisfy(client ->
            assertThat(Status.fromThrowable(client.failure()).getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED));

    goOn();
    assertThat(memory.held()).isZero();
    assertThat(clients).filteredOn(SlowClient::isCompleted).isNotEmpty();
  }

  @Test
  void ordinaryRecordsAreAllTakenOneAtATimeIfNeedBe() {
    var clients = sendToAll(200, 10_000);
    assertThat(memory.held()).isPositive().isLessThanOrEqualTo(MOST);

    goOn();
    assertThat(memory.held()).isZero();
    assertThat(clients)
        .allSatisfy(client -> {
          assertThat(client.isCompleted()).isTrue();
          assertThat(client.answers).hasSize(200);
        });
  }

  @Test
  void emptyElementsCountAsTheObjectsThatTheyBecome() {
    var clients = sendToAll(3, elements(19_000));

    assertThat(memory.held()).isPositive().isLessThanOrEqualTo(MOST);
    assertThat(clients)
        .filteredOn(client -> client.failure() != null)
        .hasSizeGreaterThanOrEqualTo(STREAMS - MOST / (19_000 * 64));
    goOn();
    assertThat(memory.held()).isZero();
  }

  @Test
  void whoLeavesGivesBackWhatItTook() {
    for (var client : sendToAll(2, 400_000)) {
      client.call().cancel("the line is cut", null);
    }
    goOn();

    assertThat(memory.held()).isZero();
  }

  private void goOn() {
    while (!heldBack.isEmpty()) {
      heldBack.remove().run();
    }
  }

  private List<SlowClient<ImportTradersRequest, ImportTradersResponse>> sendToAll(
      int records, int length) {
    return sendToAll(records, record(length));
  }

  private List<SlowClient<ImportTradersRequest, ImportTradersResponse>> sendToAll(
      int records, ImportTradersRequest record) {
    var clients = new ArrayList<SlowClient<ImportTradersRequest, ImportTradersResponse>>();
    for (int i = 0; i < STREAMS; i++) {
      var client = new SlowClient<ImportTradersRequest, ImportTradersResponse>();
      var requests = server.client().importTraders(client);
      client.take(1_000);
      var parent = ResourceNames.marketplace(registry.tenant.marketplaceId());
      requests.onNext(
          ImportTradersRequest.newBuilder()
              .setOptions(ImportOptions.newBuilder().setParent(parent))
              .build());
      for (int j = 0; j < records; j++) {
        requests.onNext(record);
      }
      requests.onCompleted();
      clients.add(client);
    }
    return clients;
  }

  private static ImportTradersRequest elements(int count) {
    var request = ImportTradersRequest.newBuilder();
    request
        .getRecordBuilder()
        .addAllStorefronts(Collections.nCopies(count, ImportStorefront.getDefaultInstance()));
    return request.build();
  }

  /** One that is refused when it is looked at, so that nothing is stored. */
  private static ImportTradersRequest record(int length) {
    var request = ImportTradersRequest.newBuilder();
    request.getRecordBuilder().setTrader(Trader.newBuilder().setExternalId("e".repeat(length)));
    return request.build();
  }
}

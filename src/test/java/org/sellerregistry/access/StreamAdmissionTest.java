package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;
import static org.sellerregistry.access.Answers.refused;

import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.TraderServiceGrpc;

/** Streams hold a place from their begin to their end, whichever end that is. */
@Timeout(60)
class StreamAdmissionTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String IMPORT = "sellerregistry.v1.TraderService/ImportTraders";
  private static final String MARKET = "market-streams";
  private static final String IMPORTER = "spiffe://test.example/importer";

  @AutoClose private TestRegistry registry;
  private Channel importer;

  @BeforeEach
  void start() {
    registry =
        TestRegistry.admin(
            DATABASE.transactor(),
            self ->
                List.of(
                    new HealthStatusManager().getHealthService(),
                    new StubService(TraderServiceGrpc.getServiceDescriptor(), self.seen)));
    importer = registry.as(IMPORTER);
    registry.createMarketplace(MARKET);
    registry.grant(IMPORTER, Role.ROLE_MARKETPLACE, MARKET);
  }

  @Test
  void refusedStreamsGiveTheirPlacesBack() {
    for (int i = 0; i < 3 * TestRegistry.STREAMS; i++) {
      assertThat(outcome(() -> RawCall.send(importer, IMPORT, new byte[] {(byte) 0xff})))
          .isEqualTo("INVALID_ARGUMENT MALFORMED_MESSAGE");
      assertThat(outcome(() -> RawCall.send(importer, IMPORT, record())))
          .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
      assertThat(outcome(() -> RawCall.send(registry.as(TestRegistry.OPERATOR), IMPORT, options())))
          .isEqualTo("PERMISSION_DENIED ROLE_INSUFFICIENT");
      assertThat(outcome(() -> RawCall.send(importer, IMPORT, options()))).isEqualTo("OK");
    }
  }

  @Test
  void openStreamsAreBoundedAndHealthIsAnsweredAllTheSame() throws Exception {
    var open = new ArrayList<ClientCallStreamObserver<ImportTradersRequest>>();
    for (int i = 0; i < TestRegistry.STREAMS; i++) {
      open.add(open());
    }

    var refused = refused(() -> RawCall.send(importer, IMPORT, options()));
    assertThat(refused.reason()).isEqualTo("OVERLOADED");
    assertThat(refused.retry().getRetryDelay().getSeconds()).isPositive();
    assertThat(
            HealthGrpc.newBlockingStub(registry.anonymous())
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatusValue())
        .isPositive();

    open.forEach(stream -> stream.cancel("enough", null));
    for (int i = 0; i < TestRegistry.STREAMS; i++) {
      // The server hears of the cancellations in its own time.
      while (!outcome(() -> RawCall.send(importer, IMPORT, options())).equals("OK")) {
        Thread.onSpinWait();
      }
    }
  }

  /** A stream whose options have been answered. */
  private ClientCallStreamObserver<ImportTradersRequest> open() throws InterruptedException {
    var answered = new CountDownLatch(1);
    var stream =
        (ClientCallStreamObserver<ImportTradersRequest>)
            TraderServiceGrpc.newStub(importer)
                .importTraders(
                    new StreamObserver<ImportTradersResponse>() {
                      @Override
                      public void onNext(ImportTradersResponse response) {
                        answered.countDown();
                      }

                      @Override
                      public void onError(Throwable failure) {}

                      @Override
                      public void onCompleted() {}
                    });
    stream.onNext((ImportTradersRequest) Requests.of(IMPORT, MARKET));
    assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
    return stream;
  }

  private static byte[] options() {
    return Requests.of(IMPORT, MARKET).toByteArray();
  }

  /** A record where the options should be. */
  private static byte[] record() {
    var request = ImportTradersRequest.newBuilder();
    request.getRecordBuilder().setSequence(1);
    return request.build().toByteArray();
  }
}

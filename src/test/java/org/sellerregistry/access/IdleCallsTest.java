package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ExportTradersRequest;
import org.sellerregistry.v1.ExportTradersResponse;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;

/** Who keeps a call waiting loses it; whom the server keeps waiting does not. */
@Timeout(60)
class IdleCallsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String MARKET = "market-idle";
  private static final String SHOP = "spiffe://test.example/idle";

  private final Traders traders = new Traders();
  @AutoClose private TestRegistry registry;

  @BeforeEach
  void start() {
    registry =
        TestRegistry.admin(
            DATABASE.transactor(),
            self -> List.of(new HealthStatusManager().getHealthService(), traders));
    registry.createMarketplace(MARKET);
    registry.grant(SHOP, Role.ROLE_MARKETPLACE, MARKET);
  }

  @Test
  void aStreamIntoWhichNothingIsSentIsEnded() throws Exception {
    var started = start(TraderServiceGrpc.getImportTradersMethod());
    started.call().sendMessage((ImportTradersRequest) Requests.of("ImportTraders", MARKET));
    started.call().request(10);
    traders.imported.await();

    assertEndedWhenIdle();

    assertThat(started.end().get()).isEqualTo("ABORTED STREAM_IDLE");
    traders.ended.await();
  }

  @Test
  void aStreamThatIsNotTakenIsReset() throws Exception {
    var started = start(TraderServiceGrpc.getExportTradersMethod());
    started.call().sendMessage((ExportTradersRequest) Requests.of("ExportTraders", MARKET));
    started.call().halfClose();
    traders.full.await();

    assertEndedWhenIdle();
    traders.ended.await();

    // What the client had received before is still there for it to take.
    started.call().request(1_000);
    assertThat(started.end().get()).isEqualTo("CANCELLED");
  }

  @Test
  void aCallWhoseRequestNeverComesIsEnded() throws Exception {
    // As a unary call the client would keep its headers back until there is a request.
    var started =
        start(
            TraderServiceGrpc.getGetTraderMethod().toBuilder()
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .build());
    started.call().request(1);

    assertEndedWhenIdle();

    assertThat(started.end().get()).isEqualTo("ABORTED STREAM_IDLE");
  }

  @Test
  void whoWaitsForTheServerIsLeftAlone() throws Exception {
    var health = registry.anonymous().newCall(HealthGrpc.getWatchMethod(), CallOptions.DEFAULT);
    health.start(new ClientCall.Listener<>() {}, new Metadata());
    health.sendMessage(HealthCheckRequest.getDefaultInstance());
    var started = start(TraderServiceGrpc.getGetTraderMethod());
    started.call().sendMessage((GetTraderRequest) Requests.of("GetTrader", MARKET));
    started.call().halfClose();
    started.call().request(1);
    traders.asked.await();

    for (int i = 0; i < 10; i++) {
      pass(TestRegistry.IDLE);
    }
    traders.answer.countDown();

    assertThat(started.end().get()).isEqualTo("OK");
    assertThat(registry.interceptors.endedIdleCalls()).isZero();
    health.cancel("enough", null);
  }

  /** The server hears of what the client did in its own time, and may have heard of it just now. */
  private void assertEndedWhenIdle() {
    pass(TestRegistry.IDLE.minusNanos(1));
    assertThat(registry.interceptors.endedIdleCalls()).isZero();
    while (registry.interceptors.endedIdleCalls() == 0) {
      assertThat(Thread.interrupted()).as("the test's time is over").isFalse();
      Thread.yield();
      pass(TestRegistry.IDLE);
    }
    assertThat(registry.interceptors.endedIdleCalls()).isEqualTo(1);
  }

  private void pass(Duration time) {
    registry.nanos.addAndGet(time.toNanos());
    registry.interceptors.endIdleCalls();
  }

  private <Q, R> Started<Q> start(MethodDescriptor<Q, R> method) {
    var call = registry.as(SHOP).newCall(method, CallOptions.DEFAULT);
    var end = new CompletableFuture<String>();
    call.start(
        new ClientCall.Listener<R>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            var details = StatusProto.fromStatusAndTrailers(status, trailers);
            end.complete(
                details.getDetailsCount() == 0
                    ? status.getCode().name()
                    : outcome(() -> {
                      throw status.asRuntimeException(trailers);
                    }));
          }
        },
        new Metadata());
    return new Started<>(call, end);
  }

  /** A call that takes nothing unless it asks for it, and how it ended. */
  private record Started<Q>(ClientCall<Q, ?> call, CompletableFuture<String> end) {}

  /** Exports without end, takes imports, and answers GetTrader when it is told to. */
  private static final class Traders extends TraderServiceGrpc.TraderServiceImplBase {
    private static final ExportTradersResponse LARGE =
        ExportTradersResponse.newBuilder().setPageToken("x".repeat(8_000)).build();

    private final CountDownLatch imported = new CountDownLatch(1);
    private final CountDownLatch full = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void getTrader(GetTraderRequest request, StreamObserver<Trader> replies) {
      asked.countDown();
      try {
        answer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      replies.onNext(Trader.getDefaultInstance());
      replies.onCompleted();
    }

    @Override
    public StreamObserver<ImportTradersRequest> importTraders(
        StreamObserver<ImportTradersResponse> replies) {
      ((ServerCallStreamObserver<ImportTradersResponse>) replies)
          .setOnCloseHandler(ended::countDown);
      return new StreamObserver<>() {
        @Override
        public void onNext(ImportTradersRequest message) {
          imported.countDown();
        }

        @Override
        public void onError(Throwable failure) {
          ended.countDown();
        }

        @Override
        public void onCompleted() {}
      };
    }

    @Override
    public void exportTraders(
        ExportTradersRequest request, StreamObserver<ExportTradersResponse> replies) {
      var stream = (ServerCallStreamObserver<ExportTradersResponse>) replies;
      stream.setOnCancelHandler(ended::countDown);
      Runnable send =
          () -> {
            while (stream.isReady()) {
              stream.onNext(LARGE);
            }
            full.countDown();
          };
      stream.setOnReadyHandler(send);
      send.run();
    }
  }
}

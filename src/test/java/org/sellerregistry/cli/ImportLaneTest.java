package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;

class ImportLaneTest {

  private static final ImportOptions OPTIONS =
      ImportOptions.newBuilder().setParent("marketplaces/shop").build();

  private final FlakyService service = new FlakyService();
  private final List<Duration> pauses = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ImportLedger ledger;
  private Server server;
  private ManagedChannel channel;

  ImportLaneTest() throws IOException {
    ledger = new ImportLedger(null, line -> {});
  }

  @BeforeEach
  void start() throws IOException {
    var name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(service).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    threads.shutdownNow();
  }

  @Test
  void anImportThatWasCutGoesOnBehindTheLastAnswer() throws Exception {
    // The first stream is cut behind its 300th record, of which the last 7 get no answer; the
    // second
    // at once; the third lasts.
    service.cut = stream -> stream == 1 ? new Cut(300, 7) : stream == 2 ? new Cut(0, 0) : null;

    run(1000).get();

    assertThat(ledger.counts()).isEqualTo(new ImportLedger.Counts(0, 993, 0, 7, 0));
    assertThat(service.stored).hasSize(1000).isSorted();
    assertThat(service.streams).isEqualTo(3);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void aStreamThatEndsTooEarlyIsTakenUpAgain() throws Exception {
    service.cut = stream -> stream == 1 ? new Cut(10, 10, Status.OK) : null;

    run(20).get();

    assertThat(ledger.counts()).isEqualTo(new ImportLedger.Counts(0, 10, 0, 10, 0));
  }

  @Test
  void aServerThatDoesNotComeBackIsGivenUp() {
    service.cut = stream -> stream == 1 ? new Cut(5, 0) : new Cut(0, 0);

    assertThatThrownBy(() -> run(1000).get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("UNAVAILABLE");

    assertThat(ledger.counts().created()).isEqualTo(5);
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aRefusalOfTheWholeImportIsNotRepeated() {
    service.cut = stream -> new Cut(0, 0, Status.PERMISSION_DENIED);

    assertThatThrownBy(() -> run(1000).get()).hasMessageContaining("PERMISSION_DENIED");

    assertThat(service.streams).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  private Future<Void> run(int records) throws InterruptedException {
    var lane =
        new ImportLane(
            TraderServiceGrpc.newStub(channel),
            OPTIONS,
            ledger,
            new RetryPolicy(Duration.ofMinutes(2), new Random(1)),
            pauses::add);
    var end = threads.submit(lane);
    for (int i = 1; i <= records && !lane.isDead(); i++) {
      lane.offer(
          ImportRecord.newBuilder()
              .setSequence(i)
              .setTrader(Trader.newBuilder().setExternalId("t-" + i))
              .build());
    }
    lane.end();
    return end;
  }

  /** Where a stream is cut, how many of its last records are stored but not answered, and how. */
  private record Cut(int behind, int unanswered, Status status) {
    Cut(int behind, int unanswered) {
      this(behind, unanswered, Status.UNAVAILABLE);
    }
  }

  /** Stores records in order and cuts streams as told. */
  private static final class FlakyService extends TraderServiceGrpc.TraderServiceImplBase {

    private final List<Long> stored = new ArrayList<>();
    private volatile IntFunction<Cut> cut = stream -> null;
    private volatile int streams;

    @Override
    public StreamObserver<ImportTradersRequest> importTraders(
        StreamObserver<ImportTradersResponse> answers) {
      streams = streams + 1;
      var end = cut.apply(streams);
      return new StreamObserver<>() {
        private int received;
        private boolean closed;

        @Override
        public void onNext(ImportTradersRequest request) {
          if (request.hasRecord() && !closed) {
            received++;
            answer(request.getRecord().getSequence());
          }
          if (end != null && received >= end.behind() && !closed) {
            closed = true;
            close(end.status());
          }
        }

        private void answer(long sequence) {
          boolean known = stored.contains(sequence);
          if (!known) {
            stored.add(sequence);
          }
          if (end == null || received <= end.behind() - end.unanswered()) {
            answers.onNext(
                ImportTradersResponse.newBuilder()
                    .setSequence(sequence)
                    .setOutcome(
                        known
                            ? ImportOutcome.IMPORT_OUTCOME_UNCHANGED
                            : ImportOutcome.IMPORT_OUTCOME_CREATED)
                    .build());
          }
        }

        private void close(Status status) {
          if (status.isOk()) {
            answers.onCompleted();
          } else {
            answers.onError(status.asRuntimeException());
          }
        }

        @Override
        public void onError(Throwable failure) {
          closed = true;
        }

        @Override
        public void onCompleted() {
          if (!closed) {
            answers.onCompleted();
          }
        }
      };
    }
  }
}

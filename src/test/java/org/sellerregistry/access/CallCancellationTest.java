package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.CallCancellation;
import org.sellerregistry.rpc.Failures;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.storage.TransactionCancelledException;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.ListMarketplacesResponse;

/** A call that ends before its answer takes its SQL with it. */
class CallCancellationTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final long SOON = 10;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
  @AutoClose private TestRegistry registry;

  @BeforeEach
  void start() {
    var transactor =
        new Transactor(
            DATABASE.database(),
            RetryPolicy.DEFAULT,
            pause -> {},
            new SecureRandom(),
            CallCancellation::current);
    registry =
        new TestRegistry(transactor, clock -> null, self -> List.of(new Endless(transactor)));
  }

  @Test
  void whenTheDeadlinePasses() throws Exception {
    var stub =
        AdminServiceGrpc.newBlockingStub(registry.as(TestRegistry.OPERATOR))
            .withDeadlineAfter(2, TimeUnit.SECONDS);

    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> stub.listMarketplaces(ListMarketplacesRequest.getDefaultInstance()))
        .extracting(e -> e.getStatus().getCode())
        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);

    assertThat(ended.get(SOON, TimeUnit.SECONDS)).isInstanceOf(TransactionCancelledException.class);
  }

  @Test
  void whenTheCallerGivesUp() throws Exception {
    var call =
        AdminServiceGrpc.newFutureStub(registry.as(TestRegistry.OPERATOR))
            .listMarketplaces(ListMarketplacesRequest.getDefaultInstance());
    assertThat(begun.await(SOON, TimeUnit.SECONDS)).isTrue();

    call.cancel(true);

    assertThat(ended.get(SOON, TimeUnit.SECONDS))
        .isInstanceOf(TransactionCancelledException.class)
        .satisfies(
            failure -> assertThat(Failures.toStatus(failure).toString()).contains("CANCELLED"));
  }

  private final class Endless extends AdminServiceGrpc.AdminServiceImplBase {
    private final Transactor transactor;

    Endless(Transactor transactor) {
      this.transactor = transactor;
    }

    @Override
    public void listMarketplaces(
        ListMarketplacesRequest request, StreamObserver<ListMarketplacesResponse> answer) {
      try {
        transactor.read(db -> {
          begun.countDown();
          return db.fetch("SELECT SLEEP(600)");
        });
        ended.complete(null);
      } catch (RuntimeException e) {
        ended.complete(e);
        throw e;
      }
    }
  }
}

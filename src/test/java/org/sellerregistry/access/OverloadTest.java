package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;
import static org.sellerregistry.access.Answers.refused;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.v1.VerificationServiceGrpc;
import org.sellerregistry.v1.VerifyTraderRequest;

/** More is asked of the server than it can do: what it cannot is refused, and pages are shown. */
@Timeout(60)
class OverloadTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String MARKET = "market-overload";
  private static final String PARENT = "marketplaces/" + MARKET;
  private static final String CREATE = "sellerregistry.v1.TraderService/CreateTrader";
  private static final String VERIFY = "sellerregistry.v1.VerificationService/VerifyTrader";
  private static final String SHOP = "spiffe://test.example/overload";

  /** An eighth of what {@link TestRegistry} has for reading: two in work, two that wait. */
  private static final int WRITES = 4;

  /** A quarter. */
  private static final int ASKING = 8;

  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicReference<Thread> changedIn = new AtomicReference<>();
  private final AtomicReference<Thread> shownIn = new AtomicReference<>();
  @AutoClose private TestRegistry registry;

  @BeforeEach
  void start() {
    registry =
        TestRegistry.admin(
            DATABASE.transactor(), self -> List.of(new Traders(), new Verifications()));
    registry.createMarketplace(MARKET);
    registry.grant(SHOP, Role.ROLE_MARKETPLACE, MARKET);
  }

  @Test
  void whatCannotBeWrittenIsRefusedAtOnceAndTheRestIsServed() {
    holdsOnly(WRITES, this::create);
  }

  @Test
  void whatWaitsForOthersTakesNobodysPlace() {
    holdsOnly(ASKING, this::verify);
  }

  @Test
  void whatFindsNoRoomIsNotHeldAgainstTheContract() {
    holdsOnly(
        WRITES,
        this::create,
        () -> assertThat(outcome(this::createInvalid)).isEqualTo("RESOURCE_EXHAUSTED OVERLOADED"));
    assertThat(outcome(this::createInvalid)).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
  }

  /** Virtual threads keep a processor while they compute, and have others wait. */
  @Test
  void whatChangesSomethingIsDoneInThreadsThatTheSystemSharesOut() {
    release.countDown();
    create();
    assertThat(changedIn).hasValueSatisfying(it -> assertThat(it.isVirtual()).isFalse());
    page();
    assertThat(shownIn).hasValueSatisfying(it -> assertThat(it.isVirtual()).isTrue());
  }

  private void holdsOnly(int places, Runnable call) {
    holdsOnly(places, call, () -> {});
  }

  /**
   * @param meanwhile run while there is no room
   */
  private void holdsOnly(int places, Runnable call, Runnable meanwhile) {
    var calls = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i <= places; i++) {
      calls.add(CompletableFuture.supplyAsync(() -> outcome(call::run), threads));
    }

    assertThat(CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).join())
        .isEqualTo("RESOURCE_EXHAUSTED OVERLOADED");
    var refused = refused(call::run);
    assertThat(refused.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(refused.reason()).isEqualTo("OVERLOADED");
    assertThat(refused.retry().getRetryDelay().getSeconds()).isPositive();
    assertThat(outcome(this::page)).isEqualTo("OK");
    meanwhile.run();

    release.countDown();
    assertThat(calls.stream().map(CompletableFuture::join).filter("OK"::equals)).hasSize(places);
    assertThat(outcome(call::run)).isEqualTo("OK");
  }

  private void create() {
    var _ =
        TraderServiceGrpc.newBlockingStub(registry.as(SHOP))
            .createTrader((CreateTraderRequest) Requests.of(CREATE, MARKET));
  }

  private void createInvalid() {
    var request = ((CreateTraderRequest) Requests.of(CREATE, MARKET)).toBuilder();
    request.getTraderBuilder().setRegionCode("nowhere");
    var _ = TraderServiceGrpc.newBlockingStub(registry.as(SHOP)).createTrader(request.build());
  }

  private void verify() {
    var _ =
        VerificationServiceGrpc.newBlockingStub(registry.as(SHOP))
            .verifyTrader((VerifyTraderRequest) Requests.of(VERIFY, MARKET));
  }

  private void page() {
    var _ =
        TraderServiceGrpc.newBlockingStub(registry.as(SHOP))
            .getPublicTraderInfo(
                GetPublicTraderInfoRequest.newBuilder()
                    .setName(PARENT + "/storefronts/shop")
                    .setOffering("eu")
                    .build());
  }

  private <T extends Message> void answer(T message, StreamObserver<T> replies) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    replies.onNext(message);
    replies.onCompleted();
  }

  private final class Traders extends TraderServiceGrpc.TraderServiceImplBase {
    @Override
    public void createTrader(CreateTraderRequest request, StreamObserver<Trader> replies) {
      changedIn.set(Thread.currentThread());
      answer(Trader.getDefaultInstance(), replies);
    }

    @Override
    public void getPublicTraderInfo(
        GetPublicTraderInfoRequest request, StreamObserver<PublicTraderInfo> replies) {
      shownIn.set(Thread.currentThread());
      replies.onNext(PublicTraderInfo.getDefaultInstance());
      replies.onCompleted();
    }
  }

  private final class Verifications extends VerificationServiceGrpc.VerificationServiceImplBase {
    @Override
    public void verifyTrader(VerifyTraderRequest request, StreamObserver<Verification> replies) {
      answer(Verification.getDefaultInstance(), replies);
    }
  }
}

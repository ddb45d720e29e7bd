package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;
import static org.sellerregistry.access.Answers.refused;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.AdmissionLimits;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.LookupMatch;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupResult;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.LookupTradersResponse;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceBlockingStub;

/** Who takes too much is refused, and the others are served. */
@Timeout(60)
class QuotaTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String MARKET = "market-quota";
  private static final String PARENT = "marketplaces/" + MARKET;
  private static final String FLOODS = "spiffe://test.example/floods";
  private static final String SERVED = "spiffe://test.example/served";
  private static final AdmissionLimits FEW = new AdmissionLimits(2, 1, Duration.ofSeconds(30), 2);
  private static final QuotaLimits.ByCaller LIMITS =
      new QuotaLimits.ByCaller(
          new QuotaLimits(FEW, 10, 20, 30, 5), new QuotaLimits(FEW, 10, 4, 30, 2));

  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Traders traders = new Traders();
  @AutoClose private TestRegistry registry;

  @BeforeEach
  void start() {
    registry =
        TestRegistry.admin(
            DATABASE.transactor(),
            self -> List.of(traders, ProtoReflectionServiceV1.newInstance()),
            LIMITS);
    registry.createOpenMarketplace(MARKET);
    for (var principal : List.of(FLOODS, SERVED)) {
      registry.grant(principal, Role.ROLE_INVESTIGATOR, MARKET);
    }
  }

  @AfterEach
  void release() {
    traders.hold.release(1_000);
  }

  @Test
  void theRateOfCallsIsBoundedForEachPrincipalAlone() {
    for (int i = 0; i < 20; i++) {
      assertThat(outcome(() -> get(FLOODS))).isEqualTo("OK");
    }

    var refused = refused(() -> get(FLOODS));
    assertThat(refused.code().name() + " " + refused.reason())
        .isEqualTo("RESOURCE_EXHAUSTED CALL_RATE_EXCEEDED");
    assertThat(refused.retry().getRetryDelay().getNanos()).isEqualTo(100_000_000);
    assertThat(outcome(() -> get(SERVED))).isEqualTo("OK");

    pass(Duration.ofMillis(100));
    assertThat(outcome(() -> get(FLOODS))).isEqualTo("OK");
    assertThat(outcome(() -> get(FLOODS))).isEqualTo("RESOURCE_EXHAUSTED CALL_RATE_EXCEEDED");
  }

  @Test
  void whoFillsItsPlacesLeavesTheOthersTheirs() throws Exception {
    traders.hold = new Semaphore(0);
    var calls = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 13; i++) {
      calls.add(CompletableFuture.supplyAsync(() -> outcome(() -> get(FLOODS)), threads));
    }

    // Of reads of single records four times as many are in work as the two and one of others that
    // may be in work and wait; one has no room.
    assertThat(CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).get())
        .isEqualTo("RESOURCE_EXHAUSTED CONCURRENCY_EXCEEDED");
    var refused = refused(() -> get(FLOODS));
    assertThat(refused.info().getMetadataOrThrow("limit")).isEqualTo("calls");
    assertThat(refused.retry().getRetryDelay().getSeconds()).isPositive();
    assertThat(outcome(() -> get(SERVED))).isEqualTo("OK");

    traders.hold.release(12);
    assertThat(calls.stream().map(CompletableFuture::join).filter("OK"::equals)).hasSize(12);
  }

  @Test
  void streamsAreBoundedForEachPrincipalAlone() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThat(firstOf(registry.as(FLOODS)).get()).isEqualTo("OK");
    }

    assertThat(firstOf(registry.as(FLOODS)).get())
        .isEqualTo("RESOURCE_EXHAUSTED CONCURRENCY_EXCEEDED streams");
    assertThat(firstOf(registry.as(SERVED)).get()).isEqualTo("OK");
  }

  @Test
  void lookupsAreBoundedByTheHour() {
    for (int i = 0; i < 3; i++) {
      assertThat(outcome(() -> lookUp(FLOODS, "known", 10))).isEqualTo("OK");
    }

    var refused = refused(() -> lookUp(FLOODS, "known", 1));
    assertThat(refused.code().name() + " " + refused.reason())
        .isEqualTo("RESOURCE_EXHAUSTED LOOKUPS_EXCEEDED");
    assertThat(refused.info().getMetadataOrThrow("limit")).isEqualTo("lookups");
    assertThat(refused.retry().getRetryDelay().getSeconds()).isEqualTo(120);
    assertThat(outcome(() -> get(FLOODS))).isEqualTo("OK");
    assertThat(outcome(() -> lookUp(SERVED, "known", 10))).isEqualTo("OK");
    pass(Duration.ofMinutes(2));
    assertThat(outcome(() -> lookUp(FLOODS, "known", 1))).isEqualTo("OK");
  }

  @Test
  void whatDoesNotExistIsSearchedForByTheHour() {
    for (int i = 0; i < 3; i++) {
      assertThat(outcome(() -> lookUp(FLOODS, "unknown", 4))).isEqualTo("OK");
    }
    assertThat(outcome(() -> publicInfo(registry.as(FLOODS), "unknown-5"))).isEqualTo("OK");

    var refused = refused(() -> publicInfo(registry.as(FLOODS), "known"));
    assertThat(refused.reason()).isEqualTo("LOOKUPS_EXCEEDED");
    assertThat(refused.info().getMetadataOrThrow("limit")).isEqualTo("misses");
    assertThat(refused.retry().getRetryDelay().getSeconds()).isEqualTo(3600);
    assertThat(outcome(() -> lookUp(FLOODS, "known", 1)))
        .isEqualTo("RESOURCE_EXHAUSTED LOOKUPS_EXCEEDED");
    assertThat(outcome(() -> publicInfo(registry.as(SERVED), "known"))).isEqualTo("OK");
    pass(Duration.ofHours(1));
    assertThat(outcome(() -> publicInfo(registry.as(FLOODS), "known"))).isEqualTo("OK");
  }

  @Test
  void callsWithoutCredentialsCountByTheirAddress() {
    for (int i = 0; i < 4; i++) {
      assertThat(outcome(() -> publicInfo(registry.anonymous(), "known"))).isEqualTo("OK");
    }
    assertThat(outcome(() -> publicInfo(registry.anonymous(), "known")))
        .isEqualTo("RESOURCE_EXHAUSTED CALL_RATE_EXCEEDED");
    assertThat(outcome(() -> publicInfo(registry.as(SERVED), "known"))).isEqualTo("OK");

    pass(Duration.ofSeconds(1));
    for (int i = 0; i < 2; i++) {
      var name = "unknown-" + i;
      assertThat(outcome(() -> publicInfo(registry.anonymous(), name))).isEqualTo("OK");
    }
    assertThat(outcome(() -> publicInfo(registry.anonymous(), "known")))
        .isEqualTo("RESOURCE_EXHAUSTED LOOKUPS_EXCEEDED");
  }

  @Test
  void theJournalSumsRefusalsUpByTheMinute() {
    for (int i = 0; i < 20; i++) {
      var _ = get(FLOODS);
    }
    for (int i = 0; i < 7; i++) {
      assertThat(outcome(() -> get(FLOODS))).startsWith("RESOURCE_EXHAUSTED");
    }
    var before = refusals();
    registry.access.refusals().write();
    assertThat(refusals()).as("the minute is not over").isEqualTo(before);

    registry.clock.advance(Duration.ofMinutes(1));
    registry.access.refusals().write();
    registry.access.refusals().write();

    var entries = new ArrayList<>(refusals());
    entries.removeAll(before);
    assertThat(entries)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getPrincipal()).isEqualTo(FLOODS);
          assertThat(entry.getRefusedReason()).isEqualTo("CALL_RATE_EXCEEDED");
          assertThat(entry.getRefusedCount()).isEqualTo(7);
          assertThat(entry.getTime().getSeconds() % 60).isZero();
        });
  }

  private static List<JournalEntry> refusals() {
    return DATABASE
        .transactor()
        .read(db ->
            db.select(JOURNAL_PENDING.ENTRY)
                .from(JOURNAL_PENDING)
                .fetch(row -> {
                  try {
                    return JournalEntry.parseFrom(row.value1());
                  } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                  }
                }))
        .stream()
        .filter(entry -> entry.getRefusedCount() > 0)
        .toList();
  }

  private void pass(Duration time) {
    registry.nanos.addAndGet(time.toNanos());
  }

  private Trader get(String principal) {
    return stub(registry.as(principal))
        .getTrader((GetTraderRequest) Requests.of("TraderService/GetTrader", MARKET));
  }

  private LookupTradersResponse lookUp(String principal, String value, int queries) {
    var request = LookupTradersRequest.newBuilder().setParent(PARENT);
    for (int i = 0; i < queries; i++) {
      request.addQueries(LookupQuery.newBuilder().setExternalId(value + "-" + i));
    }
    return stub(registry.as(principal)).lookupTraders(request.build());
  }

  private static PublicTraderInfo publicInfo(Channel channel, String storefront) {
    return stub(channel)
        .getPublicTraderInfo(
            GetPublicTraderInfoRequest.newBuilder()
                .setName(PARENT + "/storefronts/" + storefront)
                .setOffering("eu")
                .build());
  }

  private static TraderServiceBlockingStub stub(Channel channel) {
    var headers = new Metadata();
    headers.put(Headers.PURPOSE, "review");
    return TraderServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Opens a stream, leaves it open, and says what came first. */
  private static CompletableFuture<String> firstOf(Channel channel) {
    var first = new CompletableFuture<String>();
    ServerReflectionGrpc.newStub(channel)
        .serverReflectionInfo(
            new StreamObserver<>() {
              @Override
              public void onNext(ServerReflectionResponse answer) {
                first.complete("OK");
              }

              @Override
              public void onError(Throwable failure) {
                var refused =
                    refused(() -> {
                      throw failure;
                    });
                first.complete(
                    refused.code()
                        + " "
                        + refused.reason()
                        + " "
                        + refused.info().getMetadataOrDefault("limit", ""));
              }

              @Override
              public void onCompleted() {}
            })
        .onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    return first;
  }

  /** Knows what is called "known", and holds calls of one for as long as it is told to. */
  private static final class Traders extends TraderServiceGrpc.TraderServiceImplBase {
    private volatile Semaphore hold = new Semaphore(1_000);

    @Override
    public void getTrader(GetTraderRequest request, StreamObserver<Trader> answer) {
      if (CallScope.current().caller().principal().equals(FLOODS)) {
        hold.acquireUninterruptibly();
      }
      send(Trader.getDefaultInstance(), answer);
    }

    @Override
    public void lookupTraders(
        LookupTradersRequest request, StreamObserver<LookupTradersResponse> answer) {
      var response = LookupTradersResponse.newBuilder();
      for (var query : request.getQueriesList()) {
        var result = LookupResult.newBuilder();
        if (query.getExternalId().startsWith("known")) {
          result.addMatches(LookupMatch.getDefaultInstance());
        }
        response.addResults(result);
      }
      send(response.build(), answer);
    }

    @Override
    public void getPublicTraderInfo(
        GetPublicTraderInfoRequest request, StreamObserver<PublicTraderInfo> answer) {
      send(
          PublicTraderInfo.newBuilder()
              .setAvailability(
                  request.getName().endsWith("/known")
                      ? PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE
                      : PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER)
              .build(),
          answer);
    }

    private static <T> void send(T message, StreamObserver<T> answer) {
      answer.onNext(message);
      answer.onCompleted();
    }
  }
}

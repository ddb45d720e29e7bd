package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.TraderServiceGrpc;

/** Calls that send as much as they can and then nothing, as many as there are places for. */
@Timeout(120)
class HeldRequestsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String MARKET = "market-held";
  private static final String PARENT = "marketplaces/" + MARKET;
  private static final String SHOP = "spiffe://test.example/held";
  private static final String CREATE = "sellerregistry.v1.TraderService/CreateTrader";
  private static final String TOO_LARGE = "RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE";

  @AutoClose private TestRegistry registry;

  @BeforeEach
  void start() {
    registry =
        TestRegistry.admin(
            DATABASE.transactor(),
            self -> List.of(new StubService(TraderServiceGrpc.getServiceDescriptor(), self.seen)));
    registry.createOpenMarketplace(MARKET);
    registry.grant(SHOP, Role.ROLE_MARKETPLACE, MARKET);
  }

  @Test
  void strangersWhoSendMoreThanAQuestionAreEndedWhileTheySend() {
    var method = TraderServiceGrpc.getGetPublicTraderInfoMethod();
    var ends = sendAndKeepOpen(registry.anonymous(), method, 100, page("s".repeat(1_000_000)));

    assertThat(ends).extracting(CompletableFuture::join).containsOnly(TOO_LARGE);
    assertNothingHeldInTheEnd();
  }

  @Test
  void whatOnlyAsksMayNotBeLong() {
    var method = TraderServiceGrpc.getListTradersMethod();
    var request =
        ListTradersRequest.newBuilder().setParent(PARENT).setPageToken("t".repeat(1_000_000));
    var ends = sendAndKeepOpen(registry.as(SHOP), method, 100, request.build());

    assertThat(ends).extracting(CompletableFuture::join).containsOnly(TOO_LARGE);
  }

  @Test
  void largeRequestsThatNeverEndGiveWayToThoseThatDo() {
    var method = TraderServiceGrpc.getCreateTraderMethod();
    var ends = sendAndKeepOpen(registry.as(SHOP), method, 20, trader(500_000));

    for (int i = 0; i < 20; i++) {
      assertThat(outcome(() -> create(trader(100_000))))
          .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    }
    assertThat(registry.interceptors.memory().held()).isLessThanOrEqualTo(TestRegistry.HELD_BYTES);
    var ended = ends.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join);
    assertThat(ended).hasSizeGreaterThan(10).containsOnly("RESOURCE_EXHAUSTED OVERLOADED");
    assertThat(outcome(() -> pages(registry.as(SHOP)))).isEqualTo("OK");
  }

  @Test
  void whatIsCompressedCountsByWhatItUnfoldsTo() {
    var gzip = CallOptions.DEFAULT.withCompression("gzip");
    var method = TraderServiceGrpc.getCreateTraderMethod();
    var ends = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 20; i++) {
      ends.add(sendAndKeepOpen(registry.as(SHOP), method, gzip, trader(500_000)));
    }
    while (ends.stream().filter(CompletableFuture::isDone).count() <= 10) {
      assertThat(Thread.interrupted()).as("the test's time is over").isFalse();
      Thread.yield();
    }

    assertThat(registry.interceptors.memory().held()).isLessThanOrEqualTo(TestRegistry.HELD_BYTES);
    assertThat(outcome(() -> pages(registry.as(SHOP)))).isEqualTo("OK");
  }

  @Test
  void manyFieldsInFewBytesAreNotUnfolded() {
    var request = ((CreateTraderRequest) Requests.of(CREATE, MARKET)).toBuilder();
    var names = IdentitySection.newBuilder();
    for (int i = 0; i < 100_000; i++) {
      names.addNames(Name.getDefaultInstance());
    }
    request.getTraderBuilder().setIdentity(names);

    assertThat(outcome(() -> create(request.build()))).isEqualTo(TOO_LARGE);
  }

  private void assertNothingHeldInTheEnd() {
    // The server hears of the end of a stream in its own time.
    while (registry.interceptors.memory().held() > 0) {
      assertThat(Thread.interrupted()).as("the test's time is over").isFalse();
      Thread.yield();
    }
  }

  private void create(CreateTraderRequest request) {
    var _ = TraderServiceGrpc.newBlockingStub(registry.as(SHOP)).createTrader(request);
  }

  private static void pages(Channel channel) {
    var _ = TraderServiceGrpc.newBlockingStub(channel).getPublicTraderInfo(page("shop"));
  }

  private static GetPublicTraderInfoRequest page(String storefront) {
    return GetPublicTraderInfoRequest.newBuilder()
        .setName(PARENT + "/storefronts/" + storefront)
        .setOffering("eu")
        .build();
  }

  /** A request that breaks a rule when it is read. */
  private static CreateTraderRequest trader(int length) {
    var request = ((CreateTraderRequest) Requests.of(CREATE, MARKET)).toBuilder();
    request.getTraderBuilder().setExternalId("e".repeat(length));
    return request.build();
  }

  private static <Q extends Message> List<CompletableFuture<String>> sendAndKeepOpen(
      Channel channel, MethodDescriptor<Q, ?> method, int calls, Q request) {
    var ends = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < calls; i++) {
      ends.add(sendAndKeepOpen(channel, method, CallOptions.DEFAULT, request));
    }
    return ends;
  }

  private static <Q extends Message, R> CompletableFuture<String> sendAndKeepOpen(
      Channel channel, MethodDescriptor<Q, R> method, CallOptions options, Q request) {
    // Of a unary call the client keeps the message back until it is the last.
    var open = method.toBuilder().setType(MethodDescriptor.MethodType.BIDI_STREAMING).build();
    var end = new CompletableFuture<String>();
    var call = channel.newCall(open, options);
    call.start(
        new ClientCall.Listener<R>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(
                outcome(() -> {
                  throw status.asRuntimeException(trailers);
                }));
          }
        },
        new Metadata());
    call.request(1);
    call.setMessageCompression(options.getCompressor() != null);
    call.sendMessage(request);
    return end;
  }
}

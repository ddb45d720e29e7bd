package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.ListGrantsRequest;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.TraderServiceGrpc;

/**
 * A server in the heap that it is shipped with, and calls that bring what they can and never end.
 */
@Timeout(300)
class SmallHeapTest {
  private static final int CALLS = 100;
  private static final int LARGE = 4_000_000;
  private static final String PARENT = "marketplaces/heap";

  @TempDir Path data;

  @Test
  void callsThatNeverEndDoNotEndTheServer() throws Exception {
    var bounds = Map.of("JAVA_TOOL_OPTIONS", "-Xmx208m -XX:+ExitOnOutOfMemoryError");
    try (var server = ServerProcess.start(data, bounds)) {
      var operator = server.channel("operator");
      var stranger = server.anonymous();
      // The server ends connections that give up many calls, which those that flood do.
      var quiet = server.channel("operator");
      try {
        var admin = AdminServiceGrpc.newBlockingStub(quiet);
        prepare(admin);
        var page = GetPublicTraderInfoRequest.newBuilder().setName(PARENT + "/storefronts/s");
        flood(
            stranger,
            TraderServiceGrpc.getGetPublicTraderInfoMethod(),
            page.setOffering("x".repeat(LARGE)).build());
        var list = ListTradersRequest.newBuilder().setParent(PARENT);
        flood(
            operator,
            TraderServiceGrpc.getListTradersMethod(),
            list.setPageToken("x".repeat(LARGE)).build());
        var create = CreateTraderRequest.newBuilder().setParent(PARENT);
        create.getTraderBuilder().setExternalId("x".repeat(LARGE));
        flood(operator, TraderServiceGrpc.getCreateTraderMethod(), create.build());

        assertThat(admin.listMarketplaces(ListMarketplacesRequest.getDefaultInstance()))
            .isNotNull();
        assertThat(Files.readString(data.resolve("server.log")))
            .doesNotContain("OutOfDirectMemory");
      } finally {
        stranger.shutdownNow();
        quiet.shutdownNow();
        operator.shutdownNow();
      }
    }
  }

  /** The operator's credential gets a marketplace's role too. */
  private static void prepare(AdminServiceGrpc.AdminServiceBlockingStub admin) {
    var _ =
        admin.createMarketplace(
            CreateMarketplaceRequest.newBuilder()
                .setMarketplaceId("heap")
                .setMarketplace(
                    Marketplace.newBuilder()
                        .setDisplayName("Synthetic")
                        .setAnonymousPublicInfo(true))
                .build());
    var principal =
        admin.listGrants(ListGrantsRequest.getDefaultInstance()).getGrants(0).getPrincipal();
    var _ =
        admin.createGrant(
            CreateGrantRequest.newBuilder()
                .setGrant(
                    Grant.newBuilder()
                        .setPrincipal(principal)
                        .setRole(Role.ROLE_MARKETPLACE)
                        .setMarketplace(PARENT))
                .build());
  }

  /** Begins calls that send a message and no end, and returns when most have been ended. */
  private static <Q extends Message, R> void flood(
      ManagedChannel channel, MethodDescriptor<Q, R> method, Q request)
      throws InterruptedException {
    // Of a unary call the client keeps the message back until it is the last.
    var open = method.toBuilder().setType(MethodDescriptor.MethodType.BIDI_STREAMING).build();
    var ends = new CountDownLatch(CALLS * 3 / 4);
    List<ClientCall<Q, R>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      var call = channel.newCall(open, CallOptions.DEFAULT);
      calls.add(call);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              ends.countDown();
            }
          },
          new Metadata());
      call.request(1);
      call.sendMessage(request);
    }
    assertThat(ends.await(90, TimeUnit.SECONDS)).isTrue();
    calls.forEach(call -> call.cancel("enough", null));
  }
}

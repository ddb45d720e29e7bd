package org.sellerregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.GetMarketplaceRequest;
import org.sellerregistry.v1.ListGrantsRequest;
import org.sellerregistry.v1.ListMarketplacesRequest;

class RegistryServerTest {

  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @Test
  void theFirstOperatorHasItsCredentialAndOneGrant() throws InterruptedException {
    SERVER.stop();
    SERVER.start();

    var grants =
        AdminServiceGrpc.newBlockingStub(SERVER.operator())
            .listGrants(ListGrantsRequest.getDefaultInstance())
            .getGrantsList();

    assertThat(grants)
        .filteredOn(grant -> grant.getPrincipal().endsWith("/operator"))
        .as("the second start gives no second grant")
        .hasSize(1);
  }

  @Test
  void aMarketplaceCallsWithItsOwnCredential() {
    var shop = AdminServiceGrpc.newBlockingStub(SERVER.marketplace("own-shop"));

    var found =
        shop.getMarketplace(
            GetMarketplaceRequest.newBuilder().setName("marketplaces/own-shop").build());

    assertThat(found.getDisplayName()).isEqualTo("own-shop");
    assertThatThrownBy(() -> shop.listMarketplaces(ListMarketplacesRequest.getDefaultInstance()))
        .satisfies(e ->
            assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
  }

  @Test
  void nobodyCallsWithoutCredentials() throws IOException {
    var channel = SERVER.anonymous();
    try {
      var admin = AdminServiceGrpc.newBlockingStub(channel);
      assertThatThrownBy(() -> admin.listMarketplaces(ListMarketplacesRequest.getDefaultInstance()))
          .isInstanceOf(StatusRuntimeException.class)
          .satisfies(e ->
              assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void healthIsAnsweredToEverybodyForEachService() throws IOException {
    var channel = SERVER.anonymous();
    try {
      var health = HealthGrpc.newBlockingStub(channel);
      for (var service : new String[] {"", "sellerregistry.v1.AdminService"}) {
        assertThat(
                health
                    .check(HealthCheckRequest.newBuilder().setService(service).build())
                    .getStatus())
            .isEqualTo(ServingStatus.SERVING);
      }
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void reflectionDescribesTheContract() throws Exception {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var stream =
        ServerReflectionGrpc.newStub(SERVER.operator())
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    answer.cancel(false);
                  }
                });
    stream.onNext(
        ServerReflectionRequest.newBuilder()
            .setFileContainingSymbol("sellerregistry.v1.AdminService")
            .build());

    assertThat(
            answer
                .get(10, TimeUnit.SECONDS)
                .getFileDescriptorResponse()
                .getFileDescriptorProtoCount())
        .isPositive();
    stream.onCompleted();
  }

  @Test
  void theEndpointIsKnownWhileTheServerIsUp() throws Exception {
    assertThat(DataDirectory.endpoint(SERVER.data())).contains(SERVER.address());
    SERVER.stop();
    assertThat(DataDirectory.endpoint(SERVER.data())).isEmpty();
    SERVER.start();
    assertThat(Files.readString(SERVER.data().resolve("endpoint")).strip())
        .isEqualTo(SERVER.address().toString());
  }

  @Test
  void aSecondServerOnTheSameDataIsRefused() {
    assertThatThrownBy(SERVER::start)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Another server is running on " + SERVER.data())
        .hasMessageContaining(SERVER.address().toString());
  }
}

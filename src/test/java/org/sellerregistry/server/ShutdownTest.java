package org.sellerregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderType;

class ShutdownTest {

  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @TempDir Path folder;

  @Test
  void callsInWorkEndInOrderWhileHealthSaysNotServing() throws Exception {
    var shop = SERVER.marketplace("shop");
    var answers = new Answers();
    var records = TraderServiceGrpc.newStub(shop).importTraders(answers);
    records.onNext(
        ImportTradersRequest.newBuilder()
            .setOptions(ImportOptions.newBuilder().setParent("marketplaces/shop"))
            .build());
    records.onNext(record("before"));
    assertThat(answers.next().getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
    var watcher = SERVER.anonymous();
    var health = new LinkedBlockingQueue<ServingStatus>();
    HealthGrpc.newStub(watcher)
        .watch(HealthCheckRequest.getDefaultInstance(), new HealthWatch(health));
    assertThat(health.poll(10, TimeUnit.SECONDS)).isEqualTo(ServingStatus.SERVING);

    var stopped = CompletableFuture.runAsync(SERVER::stopServer);

    assertThat(health.poll(10, TimeUnit.SECONDS)).isEqualTo(ServingStatus.NOT_SERVING);
    records.onNext(record("after"));
    assertThat(answers.next().getOutcome())
        .as("a stream that is open goes on within the grace")
        .isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
    records.onCompleted();
    assertThat(answers.end.get(10, TimeUnit.SECONDS)).isEqualTo(Status.Code.OK);
    watcher.shutdownNow();
    stopped.get(10, TimeUnit.SECONDS);
    SERVER.stop();
    SERVER.start();
  }

  @Test
  void anotherKeyRingThanTheDatabasesIsRefused() throws Exception {
    // A trader's data key is in the database.
    var shop = SERVER.marketplace("shop");
    var answers = new Answers();
    var records = TraderServiceGrpc.newStub(shop).importTraders(answers);
    records.onNext(
        ImportTradersRequest.newBuilder()
            .setOptions(ImportOptions.newBuilder().setParent("marketplaces/shop"))
            .build());
    records.onNext(record("keyed"));
    var _ = answers.next();
    records.onCompleted();

    var config =
        TestConfig.of(folder, SERVER.database().config())
            .with("KEY_RING", folder.resolve("other-keys").toString())
            .toServerConfig();

    assertThatThrownBy(() -> RegistryServer.start(config, SERVER.clock()))
        .hasMessageContaining("The database was written with another key ring");
    assertThat(folder.resolve("endpoint")).doesNotExist();
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    var config =
        TestConfig.of(folder, SERVER.database().config())
            .with("KEY_RING", SERVER.data().resolve("keys").toString())
            .with("LISTEN", SERVER.address().toString())
            .toServerConfig();

    assertThatThrownBy(() -> RegistryServer.start(config, SERVER.clock()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Calls cannot be taken at " + SERVER.address())
        .hasMessageContaining("Address already in use");
  }

  private static ImportTradersRequest record(String externalId) {
    return ImportTradersRequest.newBuilder()
        .setRecord(
            ImportRecord.newBuilder()
                .setTrader(
                    Trader.newBuilder()
                        .setExternalId(externalId)
                        .setType(TraderType.TRADER_TYPE_LEGAL_ENTITY)
                        .setRegionCode("DE")
                        .setIdentity(
                            IdentitySection.newBuilder()
                                .addEmails(Email.newBuilder().setAddress("a@b.example")))))
        .build();
  }

  private static final class Answers implements StreamObserver<ImportTradersResponse> {

    private final BlockingQueue<ImportTradersResponse> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status.Code> end = new CompletableFuture<>();

    ImportTradersResponse next() throws InterruptedException {
      var answer = received.poll(20, TimeUnit.SECONDS);
      assertThat(answer).isNotNull();
      return answer;
    }

    @Override
    public void onNext(ImportTradersResponse answer) {
      received.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure).getCode());
    }

    @Override
    public void onCompleted() {
      end.complete(Status.Code.OK);
    }
  }

  private record HealthWatch(BlockingQueue<ServingStatus> seen)
      implements StreamObserver<HealthCheckResponse> {

    @Override
    public void onNext(HealthCheckResponse response) {
      seen.add(response.getStatus());
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}

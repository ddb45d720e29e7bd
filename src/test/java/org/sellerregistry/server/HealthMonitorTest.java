package org.sellerregistry.server;

import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.NOT_SERVING;
import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sellerregistry.server.ServerConfig.Health;

class HealthMonitorTest {

  private boolean databaseAnswers = true;

  private final HealthMonitor monitor =
      new HealthMonitor(
          List.of("sellerregistry.v1.TraderService"),
          () -> databaseAnswers,
          new Health(Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 2));

  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    var name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(monitor.service()).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void itFollowsTheDatabaseAndNotAChance() {
    assertThat(status("")).as("before the first probe").isEqualTo(NOT_SERVING);

    assertThat(after(true)).isEqualTo(SERVING);
    assertThat(after(false)).as("one failure").isEqualTo(SERVING);
    assertThat(after(false)).isEqualTo(NOT_SERVING);
    assertThat(after(true)).as("one success").isEqualTo(NOT_SERVING);
    assertThat(after(true)).isEqualTo(SERVING);
  }

  @Test
  void onceStoppedItSaysSoWhateverTheDatabase() {
    assertThat(after(true)).isEqualTo(SERVING);
    monitor.stop();
    assertThat(after(true)).isEqualTo(NOT_SERVING);
  }

  private ServingStatus after(boolean answers) {
    databaseAnswers = answers;
    monitor.check();
    assertThat(status("sellerregistry.v1.TraderService")).isEqualTo(status(""));
    return status("");
  }

  private ServingStatus status(String service) {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }
}

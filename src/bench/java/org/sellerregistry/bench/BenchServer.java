package org.sellerregistry.bench;

import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sellerregistry.server.Address;
import org.sellerregistry.server.Credential;
import org.sellerregistry.server.DataDirectory;
import org.sellerregistry.server.ReferenceServer;
import org.sellerregistry.storage.DatabaseConfig;

/** A server in a process of its own. */
final class BenchServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Address address;
  private final double startSeconds;

  private BenchServer(Process process, Address address, double startSeconds) {
    this.process = process;
    this.address = address;
    this.startSeconds = startSeconds;
  }

  /** Starts it and waits until it says SERVING. */
  static BenchServer start(Path data, DatabaseConfig database, Credential caller)
      throws IOException, InterruptedException {
    return start(data, database, caller, Map.of());
  }

  /**
   * @param settings further ones, as in the environment
   */
  static BenchServer start(
      Path data, DatabaseConfig database, Credential caller, Map<String, String> settings)
      throws IOException, InterruptedException {
    var environment = new HashMap<>(environment(data, database));
    environment.putAll(settings);
    return await(data, caller, log -> Jvm.start(ReferenceServer.class, environment, log));
  }

  /** Starts it as it is deployed, without the methods to compare with. */
  static BenchServer startDeployed(Path data, DatabaseConfig database, Credential caller)
      throws IOException, InterruptedException {
    return await(data, caller, log -> Jvm.serve(environment(data, database), log));
  }

  /** Starts a process that says in a file what it does. */
  private interface Start {
    Process start(Path log) throws IOException;
  }

  private static BenchServer await(Path data, Credential caller, Start start)
      throws IOException, InterruptedException {
    Files.deleteIfExists(data.resolve("endpoint"));
    long begin = System.nanoTime();
    var log = data.resolve("server.log");
    var process = start.start(log);
    while (System.nanoTime() - begin < START.toNanos() && process.isAlive()) {
      var address = DataDirectory.endpoint(data);
      if (address.isPresent() && isServing(address.get(), caller)) {
        return new BenchServer(process, address.get(), (System.nanoTime() - begin) / 1e9);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    process.destroy();
    throw new IllegalStateException("The server did not start: " + Files.readString(log));
  }

  private static boolean isServing(Address address, Credential caller)
      throws IOException, InterruptedException {
    try (var client = new Client(address, caller, 1)) {
      return HealthGrpc.newBlockingStub(client.channels().getFirst())
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus()
          == ServingStatus.SERVING;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static Map<String, String> environment(Path data, DatabaseConfig database) {
    return Map.of(
        // One caller makes all the calls here.
        "SELLER_REGISTRY_LIMITS_CALLER_CALLS_PER_SECOND",
        "10000000",
        "SELLER_REGISTRY_LIMITS_CALLER_BURST",
        "10000000",
        "SELLER_REGISTRY_LIMITS_CALLER_LOOKUPS_PER_HOUR",
        "1000000000",
        "SELLER_REGISTRY_DATA",
        data.toString(),
        "SELLER_REGISTRY_LISTEN",
        "127.0.0.1:0",
        "SELLER_REGISTRY_DATABASE_URL",
        database.url(),
        "SELLER_REGISTRY_DATABASE_USER",
        database.user(),
        "SELLER_REGISTRY_DATABASE_PASSWORD",
        database.password(),
        "SELLER_REGISTRY_DATABASE_TLS",
        database.tls().name().replace('_', '-'),
        "SELLER_REGISTRY_SHUTDOWN_GRACE",
        "2s");
  }

  Address address() {
    return address;
  }

  double startSeconds() {
    return startSeconds;
  }

  double cpuSeconds() {
    return Jvm.cpuSeconds(process.toHandle());
  }

  long peakMebibytes() throws IOException {
    return Jvm.peakMebibytes(process);
  }

  /** Ends it without warning. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}

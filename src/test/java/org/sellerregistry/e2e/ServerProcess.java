package org.sellerregistry.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sellerregistry.SellerRegistry;

/** The server as a process of its own, on an embedded database, to be ended without warning. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final Path data;
  private final String address;

  private ServerProcess(Process process, Path data, String address) {
    this.process = process;
    this.data = data;
    this.address = address;
  }

  /** Starts it and does not wait. */
  static Process launch(Path data) throws IOException {
    return launch(data, Map.of());
  }

  private static Process launch(Path data, Map<String, String> environment) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sellerregistry.SellerRegistry",
                "serve",
                "--data",
                data.toString(),
                "--listen",
                "127.0.0.1:0"));
    builder.environment().putAll(environment);
    return builder.redirectError(data.resolve("server.log").toFile()).start();
  }

  /** Starts it and waits until it serves. */
  static ServerProcess start(Path data) throws IOException {
    return start(data, Map.of());
  }

  /** As {@link #start(Path)}, with settings as the environment names them. */
  static ServerProcess start(Path data, Map<String, String> environment) throws IOException {
    var process = launch(data, environment);
    var out = new BufferedReader(process.inputReader(UTF_8));
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("Serving at")) {
        var address = line.substring("Serving at".length()).strip();
        // Nobody reads on; the greeting is short enough for the pipe.
        return new ServerProcess(process, data, address);
      }
    }
    throw new IllegalStateException("the server ended; see " + data.resolve("server.log"));
  }

  /** Creates a marketplace and a credential of its name, as an operator would. */
  void createMarketplace(String id) {
    int code =
        SellerRegistry.commandLine()
            .execute("marketplace", "create", id, "--data", data.toString());
    assertThat(code).isZero();
  }

  /** A channel with a local credential, to be closed by the caller. */
  ManagedChannel channel(String credential) throws IOException {
    var credentials = data.resolve("credentials");
    return channel(
        TlsChannelCredentials.newBuilder()
            .keyManager(
                credentials.resolve(credential + ".pem").toFile(),
                credentials.resolve(credential + ".key").toFile()));
  }

  /** A channel without one, to be closed by the caller. */
  ManagedChannel anonymous() throws IOException {
    return channel(TlsChannelCredentials.newBuilder());
  }

  private ManagedChannel channel(TlsChannelCredentials.Builder credentials) throws IOException {
    int colon = address.lastIndexOf(':');
    return Grpc.newChannelBuilderForAddress(
            address.substring(0, colon),
            Integer.parseInt(address.substring(colon + 1)),
            credentials.trustManager(data.resolve("tls").resolve("ca.pem").toFile()).build())
        .build();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
    }
  }
}

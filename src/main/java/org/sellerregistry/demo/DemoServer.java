package org.sellerregistry.demo;

import static java.util.Map.entry;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.server.Credential;
import org.sellerregistry.server.LocalAuthority;
import org.sellerregistry.server.RegistryServer;
import org.sellerregistry.server.ServerConfig;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Role;

/**
 * A server on an embedded database in a temporary directory, on a free port of the loopback
 * interface. Closing it, or the end of the process, leaves nothing behind.
 */
final class DemoServer implements AutoCloseable {
  private static final String MARKETPLACE = "demo-market";

  private final Path data = temporary();
  private final LocalAuthority authority = new LocalAuthority(data, InstantSource.system());
  private final Thread hook = Thread.ofPlatform().name("demo-stop").unstarted(this::stop);
  private final SimulatedSources sources = new SimulatedSources();
  private @Nullable RegistryServer server;
  private boolean stopped;

  private DemoServer() {}

  static DemoServer start() {
    var demo = new DemoServer();
    // Before the start: a server that is told to stop while it starts must be stopped as well.
    Runtime.getRuntime().addShutdownHook(demo.hook);
    try {
      demo.launch();
      return demo;
    } catch (RuntimeException | Error e) {
      demo.close();
      throw e;
    }
  }

  private synchronized void launch() {
    if (stopped) {
      throw new IllegalStateException("The demo was stopped");
    }
    ServerConfig config =
        ServerConfig.load(
            null,
            Map.ofEntries(
                entry("SELLER_REGISTRY_DATA", data.toString()),
                entry("SELLER_REGISTRY_LISTEN", "127.0.0.1:0"),
                entry("SELLER_REGISTRY_JOBS_POLLING_INTERVAL", "200ms"),
                entry("SELLER_REGISTRY_SOURCES_VIES_ENABLED", "true"),
                entry("SELLER_REGISTRY_SOURCES_VIES_BASE", sources.vies().toString()),
                entry("SELLER_REGISTRY_SOURCES_GLEIF_ENABLED", "true"),
                entry("SELLER_REGISTRY_SOURCES_GLEIF_BASE", sources.gleif().toString()),
                // A story of a minute has no time for the pauses that real sources ask for.
                entry("SELLER_REGISTRY_SOURCES_DEFAULTS_ATTEMPTS", "1"),
                entry("SELLER_REGISTRY_SOURCES_DEFAULTS_OPEN_FOR", "1s"),
                entry("SELLER_REGISTRY_SOURCES_RETRY_FIRST", "2s"),
                entry("SELLER_REGISTRY_SOURCES_RETRY_LONGEST", "4s")));
    server = RegistryServer.start(config, InstantSource.system());
  }

  /** The sources that the server asks. */
  SimulatedSources sources() {
    return sources;
  }

  private synchronized RegistryServer server() {
    return Objects.requireNonNull(server, "started");
  }

  String address() {
    return server().address().toString();
  }

  /** Creates a marketplace and a session of its own systems, which may name who acts. */
  Session open(String offering) {
    Credential shop = authority.credential(MARKETPLACE);
    ManagedChannel administration = connect(server().operator().orElseThrow());
    try {
      var admin = AdminServiceGrpc.newBlockingStub(administration);
      Marketplace marketplace =
          admin.createMarketplace(
              CreateMarketplaceRequest.newBuilder()
                  .setMarketplaceId(MARKETPLACE)
                  .setMarketplace(
                      Marketplace.newBuilder()
                          .setDisplayName("Demo Market (synthetic)")
                          .addDefaultOfferings(offering))
                  .build());
      Grant grant =
          Grant.newBuilder()
              .setPrincipal(shop.principal())
              .setRole(Role.ROLE_MARKETPLACE)
              .setMarketplace(marketplace.getName())
              .setMayAssertPerson(true)
              .build();
      var _ = admin.createGrant(CreateGrantRequest.newBuilder().setGrant(grant).build());
      return new Session(connect(shop), marketplace, offering);
    } finally {
      close(administration);
    }
  }

  private ManagedChannel connect(Credential credential) {
    try {
      var tls =
          GrpcSslContexts.forClient()
              .trustManager(credential.authority().toFile())
              .keyManager(credential.certificate().toFile(), credential.key().toFile())
              .build();
      return NettyChannelBuilder.forAddress(server().address().host(), server().address().port())
          .sslContext(tls)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void close(ManagedChannel channel) {
    try {
      if (!channel.shutdown().awaitTermination(2, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run or is running.
    }
  }

  private synchronized void stop() {
    if (!stopped) {
      stopped = true;
      try {
        if (server != null) {
          server.close();
        }
      } finally {
        sources.close();
        delete(data);
      }
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("seller-registry-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("The demo's directory cannot be removed", e);
    }
  }
}

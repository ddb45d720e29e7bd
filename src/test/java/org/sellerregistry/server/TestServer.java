package org.sellerregistry.server;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Role;

/**
 * The whole server for the tests of one class: on the test run's database, on a loopback port of
 * its own, with TLS and a local authority of its own.
 *
 * <pre>{@code
 * @RegisterExtension static final TestServer SERVER = TestServer.create();
 *
 * var shop = TraderServiceGrpc.newBlockingStub(SERVER.marketplace("shop"));
 * }</pre>
 */
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

  private final TestDatabase database = TestDatabase.empty();
  private final MutableClock clock = MutableClock.atPresent();
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  private final UnaryOperator<TestConfig> settings;
  private @Nullable Path data;
  private @Nullable RegistryServer server;

  private TestServer(UnaryOperator<TestConfig> settings) {
    this.settings = settings;
  }

  /** With the default settings. */
  public static TestServer create() {
    return create(UnaryOperator.identity());
  }

  /** With other settings. */
  public static TestServer create(UnaryOperator<TestConfig> settings) {
    return new TestServer(settings);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    database.beforeAll(context);
    data = Files.createTempDirectory("seller-registry-test");
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    stop();
    TestFolders.delete(data());
    database.afterAll(context);
  }

  /** Starts the server again after {@link #stop}, on the same data. */
  public void start() {
    var config = settings.apply(TestConfig.of(data(), database.config()));
    server = RegistryServer.start(config.toServerConfig(), clock);
  }

  /** Stops the server in order. */
  public void stop() throws InterruptedException {
    for (var channel : channels.values()) {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
    channels.clear();
    stopServer();
  }

  /** As {@link #stop}, and leaves the channels open. */
  void stopServer() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** Does the server's work in the background that is due by the clock, and waits for it. */
  public void runDueJobs() throws InterruptedException {
    Objects.requireNonNull(server, "only while the server runs").runDueJobs();
  }

  /** The clock of the server. */
  public MutableClock clock() {
    return clock;
  }

  public TestDatabase database() {
    return database;
  }

  public Path data() {
    return Objects.requireNonNull(data, "only within a test");
  }

  public Address address() {
    return Objects.requireNonNull(server, "only while the server runs").address();
  }

  /** What Prometheus would be told now; needs {@code METRICS_LISTEN}. */
  public String metrics() throws IOException {
    try (var answer = URI.create("http://" + metricsAddress() + "/metrics").toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Where Prometheus is answered. */
  Address metricsAddress() {
    return Objects.requireNonNull(server, "only while the server runs").metrics().orElseThrow();
  }

  /** A channel as the operator. */
  public Channel operator() {
    return channel("operator");
  }

  /** A channel as the marketplace's own system; the marketplace is created if there is none. */
  public Channel marketplace(String id) {
    if (!Files.exists(data().resolve("credentials").resolve(id + ".pem"))) {
      createMarketplace(id, "eu");
      grant(id, Role.ROLE_MARKETPLACE, id);
    }
    return channel(id);
  }

  /** As {@link #marketplace}, with a person who acts. */
  public Channel marketplace(String id, String person) {
    return as(marketplace(id), person);
  }

  /** The same channel with a person who acts. */
  public static Channel as(Channel channel, String person) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("seller-registry-person", Metadata.ASCII_STRING_MARSHALLER), person);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Creates a marketplace, nobody's yet. */
  public Marketplace createMarketplace(String id, String... offerings) {
    return AdminServiceGrpc.newBlockingStub(operator())
        .createMarketplace(
            CreateMarketplaceRequest.newBuilder()
                .setMarketplaceId(id)
                .setMarketplace(
                    Marketplace.newBuilder()
                        .setDisplayName(id)
                        .addAllDefaultOfferings(List.of(offerings)))
                .build());
  }

  /** Gives the local credential a role; the marketplace is empty for none. */
  public Grant grant(String credential, Role role, String marketplace) {
    return AdminServiceGrpc.newBlockingStub(operator())
        .createGrant(
            CreateGrantRequest.newBuilder()
                .setGrant(
                    Grant.newBuilder()
                        .setPrincipal(LocalAuthority.principal(credential))
                        .setRole(role)
                        .setMarketplace(marketplace.isEmpty() ? "" : "marketplaces/" + marketplace)
                        .setMayAssertPerson(true))
                .build());
  }

  /** A channel with the local credential of that name, made if there is none; closed at the end. */
  public ManagedChannel channel(String credential) {
    return channels.computeIfAbsent(credential, this::newChannel);
  }

  private ManagedChannel newChannel(String name) {
    var credential = new LocalAuthority(data(), clock).credential(name);
    try {
      return newChannel(
          TlsChannelCredentials.newBuilder()
              .trustManager(credential.authority().toFile())
              .keyManager(credential.certificate().toFile(), credential.key().toFile()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A channel without credentials, to be closed by the caller. */
  public ManagedChannel anonymous() throws IOException {
    return newChannel(
        TlsChannelCredentials.newBuilder()
            .trustManager(data().resolve("tls").resolve("ca.pem").toFile()));
  }

  ManagedChannel newChannel(TlsChannelCredentials.Builder credentials) {
    var where = address();
    return Grpc.newChannelBuilderForAddress(where.host(), where.port(), credentials.build())
        .build();
  }
}

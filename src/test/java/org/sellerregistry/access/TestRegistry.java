package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;

import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.AdmissionGate;
import org.sellerregistry.rpc.AdmissionLimits;
import org.sellerregistry.rpc.Interceptors;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.RequestMemory;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Role;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Vault;

/** A server with TLS on a loopback port, with the registry's interceptors before its services. */
final class TestRegistry implements AutoCloseable {
  static final String OPERATOR = "spiffe://test.example/operator";
  static final int MAX_MESSAGE_BYTES = 1 << 20;
  static final int HELD_BYTES = 4 << 20;
  static final int STREAMS = 16;
  static final Duration IDLE = Duration.ofSeconds(20);

  private static final AdmissionLimits ADMISSION =
      new AdmissionLimits(16, 16, Duration.ofSeconds(5), STREAMS);

  /** More than the server has. */
  private static final QuotaLimits AMPLE =
      new QuotaLimits(
          new AdmissionLimits(100, 100, Duration.ofSeconds(5), 100),
          1_000_000,
          1_000_000,
          1_000_000,
          1_000_000);

  /** What the service has from other packages is not there. */
  static final AdminServiceGrpc.AsyncService NOTHING_ELSE = new AdminServiceGrpc.AsyncService() {};

  private static final RequestValidator VALIDATOR = RequestValidator.forContract();
  private static final Vault VAULT = new Vault(KeyRing.ephemeral());

  final TestAuthority authority = new TestAuthority();
  final SettableClock clock = new SettableClock();
  final AtomicLong nanos = new AtomicLong();
  final Queue<CallScope> seen = new ConcurrentLinkedQueue<>();
  final AccessControl access;
  final Interceptors interceptors;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  private final Server server;

  TestRegistry(
      Transactor transactor,
      Function<SettableClock, BearerTokens> tokens,
      Function<TestRegistry, List<BindableService>> services) {
    this(transactor, tokens, services, new QuotaLimits.ByCaller(AMPLE, AMPLE));
  }

  TestRegistry(
      Transactor transactor,
      Function<SettableClock, BearerTokens> tokens,
      Function<TestRegistry, List<BindableService>> services,
      QuotaLimits.ByCaller quotas) {
    var parts =
        new AccessControl.Parts(
            transactor,
            new Journal(),
            VALIDATOR,
            new PageTokens(VAULT.sealedTokens()),
            new Ids(clock, new SecureRandom()),
            clock);
    Ticker ticker = nanos::get;
    access = new AccessControl(parts, tokens.apply(clock), Set.of("eu"), quotas, ticker);
    access.ensureOperator(OPERATOR);
    interceptors =
        new Interceptors(
            access.interceptors(),
            new AdmissionGate(ADMISSION),
            VALIDATOR,
            List.of(),
            new Interceptors.CallLimits(MAX_MESSAGE_BYTES, IDLE, new RequestMemory(HELD_BYTES)),
            nanos::get);
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(executor)
            .maxInboundMessageSize(interceptors.transportLimit())
            .addStreamTracerFactory(interceptors.arrivals())
            .fallbackHandlerRegistry(interceptors.unknownMethods());
    services.apply(this).forEach(service -> builder.addService(interceptors.guard(service)));
    try {
      var identity = authority.server();
      var context =
          GrpcSslContexts.configure(
                  SslContextBuilder.forServer(identity.key(), identity.certificate()))
              .trustManager(authority.certificate())
              .clientAuth(ClientAuth.OPTIONAL)
              .build();
      server = builder.sslContext(context).build().start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With the service of marketplaces and grants alone, and no bearer tokens. */
  static TestRegistry admin(Transactor transactor) {
    return admin(transactor, self -> List.of());
  }

  /** With the service of marketplaces and grants, further ones, and no bearer tokens. */
  static TestRegistry admin(
      Transactor transactor, Function<TestRegistry, List<BindableService>> further) {
    return admin(transactor, further, new QuotaLimits.ByCaller(AMPLE, AMPLE));
  }

  /** As {@link #admin(Transactor, Function)}, with bounds of what a caller may use. */
  static TestRegistry admin(
      Transactor transactor,
      Function<TestRegistry, List<BindableService>> further,
      QuotaLimits.ByCaller quotas) {
    return new TestRegistry(
        transactor,
        clock -> null,
        self -> {
          var services = new ArrayList<BindableService>();
          services.add(self.access.adminService(NOTHING_ELSE, NOTHING_ELSE, NOTHING_ELSE));
          services.addAll(further.apply(self));
          return services;
        },
        quotas);
  }

  /** Creates a marketplace, unless an earlier test of the class has. */
  void createMarketplace(String id) {
    create(id, Marketplace.newBuilder().setDisplayName("Synthetic"));
  }

  /** As {@link #createMarketplace}, with public information for everybody. */
  void createOpenMarketplace(String id) {
    create(id, Marketplace.newBuilder().setDisplayName("Synthetic").setAnonymousPublicInfo(true));
  }

  private void create(String id, Marketplace.Builder marketplace) {
    var request =
        CreateMarketplaceRequest.newBuilder().setMarketplaceId(id).setMarketplace(marketplace);
    var created =
        outcome(() ->
            AdminServiceGrpc.newBlockingStub(as(OPERATOR)).createMarketplace(request.build()));
    assertThat(created).isIn("OK", "ALREADY_EXISTS RESOURCE_EXISTS");
  }

  /** Gives a principal a role in a marketplace. */
  void grant(String principal, Role role, String marketplaceId) {
    var _ =
        AdminServiceGrpc.newBlockingStub(as(OPERATOR))
            .createGrant(
                CreateGrantRequest.newBuilder()
                    .setGrant(
                        Grant.newBuilder()
                            .setPrincipal(principal)
                            .setRole(role)
                            .setMarketplace(ResourceNames.marketplace(marketplaceId)))
                    .build());
  }

  /** A connection that shows no certificate. */
  Channel anonymous() {
    return channels.computeIfAbsent("", key -> connect(null));
  }

  /** A connection with a certificate of the SPIFFE id. */
  Channel as(String spiffeId) {
    return channels.computeIfAbsent(spiffeId, key -> connect(authority.spiffe(key)));
  }

  /** A connection with the certificate. */
  Channel with(TestAuthority.Pair pair) {
    var serial = pair.certificate().getSerialNumber().toString();
    return channels.computeIfAbsent(serial, key -> connect(pair));
  }

  private ManagedChannel connect(TestAuthority.Pair pair) {
    try {
      var context = GrpcSslContexts.forClient().trustManager(authority.certificate());
      if (pair != null) {
        context.keyManager(pair.key(), pair.certificate());
      }
      return NettyChannelBuilder.forAddress("localhost", server.getPort())
          .sslContext(context.build())
          .build();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    server.shutdownNow();
    executor.close();
  }
}

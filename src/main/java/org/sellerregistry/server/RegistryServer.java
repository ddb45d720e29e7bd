package org.sellerregistry.server;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.custody.Custodian;
import org.sellerregistry.jobs.Jobs;
import org.sellerregistry.journal.ChangeFeed;
import org.sellerregistry.metrics.Metrics;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.Migrator;
import org.sellerregistry.tracing.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server from its start to its stop.
 *
 * <p>Once {@link #start} returns, it takes calls and says SERVING. {@link #close} says NOT_SERVING
 * first, then takes no new calls, lets those in work end within the grace, and gives everything
 * back.
 */
public final class RegistryServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
  private static final int CHANNELZ_PAGE = 100;

  /** How often this server asks what changed on others. */
  private static final long HEARD_MILLIS = 200;

  /** How long a server that froze in the middle of sequencing keeps the others from it. */
  private static final Duration FROZEN = Duration.ofSeconds(3);

  private final Resources held;
  private final Server server;
  private final Jobs jobs;
  private final Address address;
  private final @Nullable Credential operator;
  private final @Nullable Address metrics;

  private RegistryServer(
      Resources held,
      Server server,
      Jobs jobs,
      Address address,
      @Nullable Credential operator,
      @Nullable Address metrics) {
    this.held = held;
    this.server = server;
    this.jobs = jobs;
    this.address = address;
    this.operator = operator;
    this.metrics = metrics;
  }

  /**
   * Starts a server: takes the data directory, reaches the database and migrates it, and takes
   * calls once all is warm.
   *
   * @throws ConfigurationException if it cannot run as it was told to
   * @throws org.sellerregistry.storage.StorageException if the database cannot be used
   */
  public static RegistryServer start(ServerConfig config, InstantSource clock) {
    return start(config, clock, (builder, wiring, database) -> {});
  }

  /** Further services on the same transport, for comparison by benchmarks. */
  interface Extension {
    void add(ServerBuilder<?> builder, Wiring wiring, Database database);
  }

  /** As {@link #start(ServerConfig, InstantSource)}, with further services. */
  static RegistryServer start(ServerConfig config, InstantSource clock, Extension extension) {
    var held = new Resources();
    try {
      return start(config, clock, extension, held);
    } catch (RuntimeException | Error e) {
      try (held) {
        throw e;
      }
    }
  }

  private static RegistryServer start(
      ServerConfig config, InstantSource clock, Extension extension, Resources held) {
    // Both take a while and need no database: meanwhile it is reached.
    var rules = held.add(Beside.start(Rules::compile));
    var data = held.add(DataDirectory.take(config.data()));
    var entrance = held.add(Beside.start(() -> Entrance.prepare(config, clock)));
    var databaseConfig = DatabaseAccess.connect(config, held);
    var traces = config.traces() == null ? null : held.add(new Traces(config.traces()));
    var database =
        held.add(Database.open(databaseConfig, traces == null ? null : traces.statements()));
    if (!Migrator.isCurrent(database)) {
      bringUpToDate(config, databaseConfig);
    }
    var background = Executors.newSingleThreadScheduledExecutor(daemon());
    held.add(background::shutdownNow);
    var single = held.add(Database.openSingle(databaseConfig, FROZEN));
    var wiring = new Wiring(config, database, single, clock, background, rules.get());
    held.add(wiring.sources());
    held.add(wiring.currentReads());
    listen(wiring.changeFeed(), held);
    held.add(wiring.audit());
    var tls = entrance.get().tls();
    var operator = entrance.get().operator();
    if (operator != null) {
      wiring.access().ensureOperator(operator.principal());
    }
    config.operators().forEach(wiring.access()::ensureOperator);

    var health =
        new HealthMonitor(
            names(wiring.services()),
            () -> database.isReachable(config.health().timeout()),
            config.health());
    var calls = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory());
    held.add(calls::shutdownNow);
    var loops = held.add(new EventLoops());
    var builder =
        Transport.builder(
            config.listen(),
            config.limits(),
            entrance.get().context(),
            wiring.interceptors().transportLimit(),
            loops,
            calls);
    addServices(builder, wiring, health);
    extension.add(builder, wiring, database);
    if (traces != null) {
      traces.traceCalls(builder);
    }
    var jobs =
        held.add(
            new Jobs(
                database,
                wiring.transactor(),
                config.jobs(),
                clock,
                wiring.jobs(config.sweepInterval())));
    Upkeep.begin(wiring, held);
    var metrics = measure(config, wiring, database, jobs, loops, builder, held);
    // A rotation waits for every server that takes calls.
    wiring.custodian().run();
    var server = open(builder, config.listen());
    held.add(() -> stop(server, health, config.shutdownGrace()));
    held.add(wiring.audit().service());
    wiring.audit().start();

    health.check();
    health.keepChecking(background);
    tls.keepFresh(background);
    jobs.start();
    keepKeys(wiring.custodian(), config.vault().interval(), held);
    var address = new Address(config.listen().host(), server.getPort());
    data.announce(address);
    return new RegistryServer(held, server, jobs, address, operator, metrics);
  }

  private static @Nullable Address measure(
      ServerConfig config,
      Wiring wiring,
      Database database,
      Jobs jobs,
      EventLoops loops,
      ServerBuilder<?> builder,
      Resources held) {
    var listen = config.metrics();
    if (listen == null) {
      return null;
    }
    try {
      var metrics = held.add(new Metrics(listen.toSocketAddress()));
      metrics.measureCalls(builder);
      Measurements.register(metrics, wiring, database, jobs, loops);
      return new Address(listen.host(), metrics.port());
    } catch (UncheckedIOException e) {
      throw new ConfigurationException(
          "Metrics cannot be answered at %s (setting metrics.listen): %s"
              .formatted(listen, rootMessage(e)),
          e);
    }
  }

  /** In a thread of its own: nothing else that is slow keeps it from being heard. */
  private static void listen(ChangeFeed changes, Resources held) {
    var listening = Executors.newSingleThreadScheduledExecutor(daemon());
    held.add(listening::shutdownNow);
    var _ = listening.scheduleWithFixedDelay(changes::read, 0, HEARD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void bringUpToDate(ServerConfig config, DatabaseConfig database) {
    var migrator = new Migrator(database);
    var _ = config.migrateAtStart() ? migrator.migrate() : migrator.validate();
  }

  private static void addServices(ServerBuilder<?> builder, Wiring wiring, HealthMonitor health) {
    var guard = wiring.interceptors();
    wiring.services().forEach(service -> builder.addService(guard.guard(service)));
    builder
        .addStreamTracerFactory(guard.arrivals())
        .addService(guard.guard(health.service()))
        .addService(guard.guard(ProtoReflectionServiceV1.newInstance()))
        .addService(guard.guard(ChannelzService.newInstance(CHANNELZ_PAGE)))
        .fallbackHandlerRegistry(guard.unknownMethods());
  }

  private static Server open(ServerBuilder<?> builder, Address address) {
    try {
      return builder.build().start();
    } catch (IOException e) {
      throw new ConfigurationException(
          "Calls cannot be taken at %s: %s".formatted(address, rootMessage(e)), e);
    }
  }

  private static String rootMessage(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static void stop(Server server, HealthMonitor health, Duration grace)
      throws InterruptedException {
    health.stop();
    server.shutdown();
    if (!server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("Calls were still in work after {} and are ended", grace);
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  /** On a thread of its own, for a rotation may take long. */
  private static void keepKeys(Custodian custodian, Duration interval, Resources held) {
    var background = Executors.newSingleThreadScheduledExecutor(daemon());
    held.add(background::shutdownNow);
    var _ =
        background.scheduleWithFixedDelay(
            custodian, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static List<String> names(List<BindableService> services) {
    return services.stream()
        .map(service -> service.bindService().getServiceDescriptor().getName())
        .toList();
  }

  private static ThreadFactory daemon() {
    return Thread.ofPlatform().daemon().name("background").factory();
  }

  /** Where calls are taken, with the port in use. */
  public Address address() {
    return address;
  }

  /** Where Prometheus is answered, with the port in use; empty unless it is configured. */
  public Optional<Address> metrics() {
    return Optional.ofNullable(metrics);
  }

  /** The credential that may administer, unless the clients' authority is somebody else's. */
  public Optional<Credential> operator() {
    return Optional.ofNullable(operator);
  }

  /** Does the work in the background that is due by the clock, and returns when none is. */
  void runDueJobs() throws InterruptedException {
    jobs.runDue();
  }

  /** Waits until {@link #close} has ended the calls; the rest may last a little longer. */
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /** Stops in order, within the grace and some seconds. Repeating it does nothing. */
  @Override
  public void close() {
    held.close();
  }
}

package org.sellerregistry.server;

import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.NOT_SERVING;
import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING;

import io.grpc.BindableService;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sellerregistry.server.ServerConfig.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code grpc.health.v1} for the server as a whole and for each of its services, from a
 * live probe of the database. NOT_SERVING until the first probe has passed, and for good once
 * {@link #stop} was called.
 */
final class HealthMonitor {

  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

  private final HealthStatusManager manager = new HealthStatusManager();
  private final List<String> services;
  private final BooleanSupplier probe;
  private final Health config;
  private final HealthState state;
  private boolean serving;

  /**
   * @param services the names of the services, without the empty one for all
   * @param probe whether the database answers; does not throw
   */
  HealthMonitor(List<String> services, BooleanSupplier probe, Health config) {
    this.services = services;
    this.probe = probe;
    this.config = config;
    this.state = new HealthState(config.failures(), config.successes());
    announce(false);
  }

  BindableService service() {
    return manager.getHealthService();
  }

  /** Probes now. */
  synchronized void check() {
    boolean fit = state.observe(probe.getAsBoolean());
    if (fit != serving) {
      announce(fit);
      if (fit) {
        LOG.info("Serving");
      } else {
        LOG.warn("Not serving: the database does not answer");
      }
    }
  }

  /** Probes again and again until the executor is shut down. */
  void keepChecking(ScheduledExecutorService executor) {
    long interval = config.interval().toMillis();
    var _ = executor.scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.MILLISECONDS);
  }

  /** Says NOT_SERVING from now on. */
  void stop() {
    manager.enterTerminalState();
  }

  private void announce(boolean fit) {
    serving = fit;
    var status = fit ? SERVING : NOT_SERVING;
    manager.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    services.forEach(service -> manager.setStatus(service, status));
  }
}

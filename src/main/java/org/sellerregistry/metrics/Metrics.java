package org.sellerregistry.metrics;

import io.grpc.ServerBuilder;
import io.grpc.opentelemetry.GrpcOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Gathers the server's metrics and answers Prometheus at {@code /metrics}, over HTTP without TLS
 * and without credentials: the address is for the machine itself, or for a network that only the
 * monitoring reaches.
 *
 * <p>Nothing is computed unless it is asked for: a value is asked of its supplier once for each
 * answer, on any thread, one at a time. A supplier that throws leaves its series out of that
 * answer. For Prometheus the dots of a name become underscores, and the name of what only grows
 * ends with {@code _total}.
 *
 * <p>Beside those registered here there are gRPC's own: calls by method and status, their duration
 * and sizes ({@code grpc_server_call_…}), and the Java runtime's ({@code jvm_…}, {@code
 * process_…}).
 */
public final class Metrics implements AutoCloseable {
  private static final String NAME = "seller-registry";

  /**
   * What the Java runtime's HTTP server is bounded by, unless somebody said otherwise: else who
   * sends half a request, or takes no answer, keeps it for as long as he likes.
   */
  private static final Map<String, String> BOUNDS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "30",
          "jdk.httpserver.maxConnections", "200");

  private final SdkMeterProvider provider;
  private final Meter meter;
  private final ExecutorService threads;
  private final HTTPServer server;

  /**
   * Begins to answer.
   *
   * @throws UncheckedIOException if the address cannot be used
   */
  public Metrics(InetSocketAddress listen) {
    var reader =
        PrometheusMetricReader.builder()
            .setOtelScopeLabelsEnabled(false)
            .setTargetInfoMetricEnabled(false)
            .build();
    provider =
        SdkMeterProvider.builder()
            .setResource(Resource.empty())
            .registerMetricReader(reader)
            .build();
    meter = provider.get(NAME);
    JavaRuntime.measure(meter);
    var registry = new PrometheusRegistry();
    registry.register(reader);
    // Each connection has a thread, so that none waits for another's request.
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("metrics-", 0).factory());
    BOUNDS.forEach(System.getProperties()::putIfAbsent);
    try {
      server =
          HTTPServer.builder()
              .inetAddress(listen.getAddress())
              .port(listen.getPort())
              .executorService(threads)
              .registry(registry)
              .buildAndStart();
    } catch (IOException e) {
      threads.shutdownNow();
      provider.close();
      throw new UncheckedIOException("Metrics cannot be answered at " + listen, e);
    }
  }

  /** The port that is answered at. */
  public int port() {
    return server.getPort();
  }

  /** Has gRPC measure the calls of a server that is yet to be built. */
  public void measureCalls(ServerBuilder<?> builder) {
    GrpcOpenTelemetry.newBuilder()
        .sdk(new MetricsOnly(provider))
        .build()
        .configureServerBuilder(builder);
  }

  /** A number that goes up and down, in the unit that its name ends with, if any. */
  public void gauge(String name, String description, LongSupplier value) {
    var _ =
        meter
            .gaugeBuilder(name)
            .ofLongs()
            .setDescription(description)
            .buildWithCallback(gauge -> gauge.record(value.getAsLong()));
  }

  /** As {@link #gauge}, one for each value of a label: the keys of the map. */
  public void gauges(
      String name, String description, String label, Supplier<Map<String, Long>> values) {
    var key = AttributeKey.stringKey(label);
    var _ =
        meter
            .gaugeBuilder(name)
            .ofLongs()
            .setDescription(description)
            .buildWithCallback(gauge ->
                values.get().forEach((of, value) -> gauge.record(value, Attributes.of(key, of))));
  }

  /** A number that only grows, from the start of the server on. */
  public void counter(String name, String description, LongSupplier value) {
    var _ =
        meter
            .counterBuilder(name)
            .setDescription(description)
            .buildWithCallback(counter -> counter.record(value.getAsLong()));
  }

  /** As {@link #counter}, one for each value of a label: the keys of the map. */
  public void counters(
      String name, String description, String label, Supplier<Map<String, Long>> values) {
    var key = AttributeKey.stringKey(label);
    var _ =
        meter
            .counterBuilder(name)
            .setDescription(description)
            .buildWithCallback(counter ->
                values.get().forEach((of, value) -> counter.record(value, Attributes.of(key, of))));
  }

  /** Answers nobody any more. */
  @Override
  public void close() {
    server.close();
    threads.shutdownNow();
    provider.close();
  }

  /** Calls are traced elsewhere, by their own rules of what a span may carry. */
  private record MetricsOnly(MeterProvider meters) implements OpenTelemetry {
    @Override
    public TracerProvider getTracerProvider() {
      return TracerProvider.noop();
    }

    @Override
    public MeterProvider getMeterProvider() {
      return meters;
    }

    @Override
    public ContextPropagators getPropagators() {
      return ContextPropagators.noop();
    }
  }
}

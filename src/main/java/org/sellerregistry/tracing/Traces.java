package org.sellerregistry.tracing;

import io.grpc.ServerBuilder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import org.sellerregistry.storage.SqlTraces;

/**
 * Traces calls down to their statements, and sends the spans to a collector by OTLP over HTTP.
 * Spans that it does not take are dropped: nobody waits for it.
 *
 * <p>No value of a trader is in a span, and neither are names of resources or callers.
 */
public final class Traces implements AutoCloseable {
  private static final String NAME = "seller-registry";

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /**
   * Where traces go, and how many.
   *
   * @param endpoint for example {@code http://127.0.0.1:4318/v1/traces}
   * @param share of the traces, from 0 to 1; which ones follows from their ids, so that servers
   *     that call each other take the same
   */
  public record Settings(URI endpoint, double share) {
    public Settings {
      if (share < 0 || share > 1) {
        throw new IllegalArgumentException("The share of calls that are traced is from 0 to 1");
      }
    }
  }

  /**
   * Begins to trace; what the collector does not take is dropped.
   *
   * @throws IllegalArgumentException if the endpoint is no address of HTTP
   */
  public Traces(Settings settings) {
    this(
        OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint().toString()).build(),
        settings.share());
  }

  Traces(SpanExporter exporter, double share) {
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), NAME)))
            .setSampler(Sampler.traceIdRatioBased(share))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setScheduleDelay(Duration.ofSeconds(1))
                    .build())
            .build();
    tracer = provider.get(NAME);
  }

  /** Traces the calls of a server. */
  public void traceCalls(ServerBuilder<?> builder) {
    var _ = builder.addStreamTracerFactory(new CallTraces(tracer));
  }

  /** Traces what calls do in the database. */
  public SqlTraces statements() {
    return new SqlTraces(tracer, CallTraces::current);
  }

  /** Sends what is left, and ends. */
  @Override
  public void close() {
    provider.close();
  }
}

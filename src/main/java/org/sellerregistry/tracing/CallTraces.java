package org.sellerregistry.tracing;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A span for each call, from its headers to its end. It continues the caller's trace, if the call
 * says which ({@code traceparent}, W3C Trace Context). It has the method and the status, and
 * neither a message nor other metadata.
 */
final class CallTraces extends ServerStreamTracer.Factory {
  /** What the call does is traced below this. */
  private static final Context.Key<io.opentelemetry.context.Context> CALL = Context.key("trace");

  private static final String UNKNOWN = "unknown";

  private final Tracer tracer;

  CallTraces(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Of the call that the current thread serves; the root if it serves none. */
  static io.opentelemetry.context.Context current() {
    var call = CALL.get();
    return call == null ? io.opentelemetry.context.Context.root() : call;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
    var parent =
        W3CTraceContextPropagator.getInstance()
            .extract(io.opentelemetry.context.Context.root(), headers, new Headers());
    var span =
        tracer
            .spanBuilder(UNKNOWN)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("rpc.system.name", "grpc")
            .startSpan();
    return new Call(span, parent.with(span));
  }

  private static final class Call extends ServerStreamTracer {
    private final Span span;
    private final io.opentelemetry.context.Context context;

    Call(Span span, io.opentelemetry.context.Context context) {
      this.span = span;
      this.context = context;
    }

    @Override
    public Context filterContext(Context grpc) {
      return grpc.withValue(CALL, context);
    }

    @Override
    public void serverCallStarted(ServerCallInfo<?, ?> call) {
      var method = call.getMethodDescriptor();
      // What callers make up as a method's name is not generated code.
      if (method.isSampledToLocalTracing()) {
        var _ = span.updateName(method.getFullMethodName());
        var _ = span.setAttribute("rpc.method", method.getFullMethodName());
      }
    }

    @Override
    public void streamClosed(Status status) {
      var _ = span.setAttribute("rpc.response.status_code", status.getCode().name());
      if (!status.isOk()) {
        var _ = span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }

  private static final class Headers implements TextMapGetter<Metadata> {
    @Override
    public Iterable<String> keys(Metadata headers) {
      return headers.keys().stream()
          .filter(key -> !key.endsWith(Metadata.BINARY_HEADER_SUFFIX))
          .collect(Collectors.toList());
    }

    /** Which trace it is, and not what else callers say of it. */
    @Override
    public @Nullable String get(@Nullable Metadata headers, String key) {
      return headers == null || !key.equals("traceparent")
          ? null
          : headers.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
    }
  }
}

package org.sellerregistry.storage;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Locale;
import java.util.function.Supplier;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jspecify.annotations.Nullable;

/**
 * Traces transactions and the statements in them. A statement's span has its text, in which values
 * stand as question marks; bound values, rows and messages of failures are in no span.
 */
public final class SqlTraces {
  /** A statement that inserts many rows says the same of each. */
  private static final int LONGEST_TEXT = 1_000;

  private final Tracer tracer;
  private final Supplier<Context> ofCall;

  /**
   * @param ofCall the trace of the call that the current thread serves
   */
  public SqlTraces(Tracer tracer, Supplier<Context> ofCall) {
    this.tracer = tracer;
    this.ofCall = ofCall;
  }

  /** Begins the span of a transaction, which {@link Transaction#close} ends. */
  Transaction begin(String kind, Engine engine) {
    var parent = ofCall.get();
    var span = tracer.spanBuilder("transaction " + kind).setParent(parent).startSpan();
    return new Transaction(span, parent.with(span), engine.name().toLowerCase(Locale.ROOT));
  }

  /** One transaction with all its attempts; of one thread. */
  final class Transaction implements AutoCloseable, ExecuteListener {
    private static final long serialVersionUID = 1;

    private final transient Span span;
    private final transient Context context;
    private final String system;
    private transient @Nullable Span statement;

    Transaction(Span span, Context context, String system) {
      this.span = span;
      this.context = context;
      this.system = system;
    }

    /** It takes no effect. */
    void failed() {
      var _ = span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void executeStart(ExecuteContext execution) {
      var text = text(execution);
      statement =
          tracer
              .spanBuilder(text.split("\\s", 2)[0].toUpperCase(Locale.ROOT))
              .setParent(context)
              .setSpanKind(SpanKind.CLIENT)
              .setAttribute("db.system.name", system)
              .setAttribute(
                  "db.query.text", text.substring(0, Math.min(text.length(), LONGEST_TEXT)))
              .startSpan();
    }

    @Override
    public void exception(ExecuteContext execution) {
      if (statement != null) {
        var _ = statement.setStatus(StatusCode.ERROR);
      }
    }

    @Override
    public void executeEnd(ExecuteContext execution) {
      end();
    }

    @Override
    public void end(ExecuteContext execution) {
      end();
    }

    private void end() {
      if (statement != null) {
        statement.end();
        statement = null;
      }
    }

    @Override
    public void close() {
      end();
      span.end();
    }
  }

  private static String text(ExecuteContext execution) {
    var text = execution.sql();
    if (text == null) {
      var batch = execution.batchSQL();
      text = batch.length > 0 && batch[0] != null ? batch[0] : "";
    }
    return text;
  }
}

package org.sellerregistry.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;

/** A call's trace goes from the caller to the statements. */
class TracesTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String SECRET = "a value that nobody is to see";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final Traces traces = new Traces(new Kept(), 1);
  private Database database;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    database = Database.open(DATABASE.config(), traces.statements());
    var transactor = new Transactor(database, RetryPolicy.DEFAULT, pause -> {}, new Random(1));
    var name = InProcessServerBuilder.generateName();
    var builder = InProcessServerBuilder.forName(name).addService(new Traders(transactor));
    traces.traceCalls(builder);
    server = builder.build().start();
    var headers = new Metadata();
    headers.put(header("traceparent"), "00-%s-%s-01".formatted(TRACE, CALLER));
    headers.put(header("tracestate"), "caller=" + SECRET.replace(' ', '-'));
    channel =
        InProcessChannelBuilder.forName(name)
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
  }

  private static Metadata.Key<String> header(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void goesFromTheCallerToTheStatements() throws Exception {
    get("read");

    var call = span("sellerregistry.v1.TraderService/GetTrader");
    assertThat(call.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(call.getTraceId()).isEqualTo(TRACE);
    assertThat(call.getParentSpanId()).isEqualTo(CALLER);
    var transaction = span("transaction read");
    assertThat(transaction.getParentSpanId()).isEqualTo(call.getSpanId());
    var statement = span("SELECT");
    assertThat(statement.getParentSpanId()).isEqualTo(transaction.getSpanId());
    assertThat(statement.getAttributes().get(TEXT)).startsWith("select").contains("?");
    assertThat(statement.getAttributes().get(AttributeKey.stringKey("db.system.name")))
        .isIn("mysql", "mariadb");
    assertThat(spans).hasSize(3);
    assertThat(spans.toString()).doesNotContain(SECRET, SECRET.replace(' ', '-'));
  }

  @Test
  void saysWhatFailedAndNotWhy() throws Exception {
    assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> get("fail"));
    get("read");

    assertThat(spans)
        .filteredOn(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder(
            "sellerregistry.v1.TraderService/GetTrader", "transaction write", "SELECT");
    assertThat(spans).allSatisfy(span -> assertThat(span.getEvents()).isEmpty());
    assertThat(spans.toString()).doesNotContain(SECRET);
  }

  /** Ends all when it is done, so that all spans are there. */
  private void get(String what) throws InterruptedException {
    try {
      var _ =
          TraderServiceGrpc.newBlockingStub(channel)
              .getTrader(GetTraderRequest.newBuilder().setName(what).build());
    } finally {
      if (what.equals("read")) {
        channel.shutdownNow();
        server.shutdown().awaitTermination();
        traces.close();
      }
    }
  }

  private SpanData span(String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static final class Traders extends TraderServiceGrpc.TraderServiceImplBase {
    private final Transactor transactor;

    Traders(Transactor transactor) {
      this.transactor = transactor;
    }

    @Override
    public void getTrader(GetTraderRequest request, StreamObserver<Trader> replies) {
      if (request.getName().equals("fail")) {
        var _ =
            transactor.write(db ->
                db.select(DSL.val(SECRET)).from(DSL.table(DSL.name("no_such_table"))).fetch());
      }
      var _ = transactor.read(db -> db.select(DSL.val(SECRET)).fetch());
      replies.onNext(Trader.getDefaultInstance());
      replies.onCompleted();
    }
  }

  private final class Kept implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}

package org.sellerregistry.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.ref.Reference;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.RawCall;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.BatchGetTradersRequest;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.TraderView;

class MeasurementsTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(settings ->
          settings
              .with("METRICS_LISTEN", "127.0.0.1:0")
              .with("LIMITS_CALLER_LOOKUPS_PER_HOUR", "1"));

  @Test
  void callsPoolsAdmissionAndJobsAreMeasured() throws Exception {
    var admin = AdminServiceGrpc.newBlockingStub(SERVER.operator());
    var _ = admin.listMarketplaces(ListMarketplacesRequest.getDefaultInstance());
    SERVER.runDueJobs();

    assertThat(SERVER.metrics())
        .containsPattern(
            "grpc_server_call_duration_seconds_count\\{grpc_method=\"sellerregistry.v1.AdminService/"
                + "ListMarketplaces\",grpc_status=\"OK\"} 1")
        .containsPattern("sellerregistry_admission_executing\\{work=\"READ\"} \\d")
        .containsPattern("sellerregistry_admission_waiting\\{work=\"WRITE\"} 0")
        .containsPattern("sellerregistry_admission_streams \\d")
        .containsPattern("sellerregistry_keys_wrapping_epoch \\d")
        .containsPattern("sellerregistry_calls_idle_ended_total 0")
        .containsPattern("sellerregistry_pool_idle\\{pool=\"reads\"} [1-4]")
        .containsPattern("sellerregistry_pool_active\\{pool=\"writes\"} \\d")
        .containsPattern("sellerregistry_pool_waiting\\{pool=\"writes\"} 0")
        .containsPattern("sellerregistry_jobs_rounds_total\\{result=\"OK\"} [1-9]");
  }

  @Test
  void refusalsAreMeasuredByTheirReason() throws Exception {
    var shop = SERVER.marketplace("measured");
    var lookup = LookupTradersRequest.newBuilder().setParent("marketplaces/measured");
    lookup.addQueriesBuilder().setExternalId("synthetic");
    for (int i = 0; i < 2; i++) {
      var _ =
          catchThrowable(() ->
              RawCall.send(
                  shop,
                  "sellerregistry.v1.TraderService/LookupTraders",
                  lookup.build().toByteArray()));
    }

    assertThat(SERVER.metrics())
        .contains("sellerregistry_admission_refused_total{reason=\"LOOKUPS_EXCEEDED\"} 1");
  }

  @Test
  void readsAreCountedByTheirReaderAndTheQueriesThatTheyShare() throws Exception {
    var traders = TraderServiceGrpc.newBlockingStub(SERVER.marketplace("readers"));
    var names = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      names.add(
          traders
              .createTrader(
                  CreateTraderRequest.newBuilder()
                      .setParent("marketplaces/readers")
                      .setTrader(
                          Trader.newBuilder()
                              .setExternalId("synthetic-" + i)
                              .setType(TraderType.TRADER_TYPE_LEGAL_ENTITY)
                              .setRegionCode("FR"))
                      .build())
              .getName());
    }
    var reads = "sellerregistry_reads_total{reader=\"read-traders\"}";
    var queries = "sellerregistry_reads_queries_total{reader=\"read-traders\"}";
    double readsBefore = value(reads);
    double queriesBefore = value(queries);
    double basicsBefore = value("sellerregistry_reads_total{reader=\"read-basics\"}");

    var one = GetTraderRequest.newBuilder().setName(names.getFirst());
    var _ = traders.getTrader(one.setView(TraderView.TRADER_VIEW_FULL).build());
    var _ =
        traders.batchGetTraders(
            BatchGetTradersRequest.newBuilder()
                .setParent("marketplaces/readers")
                .addAllNames(names)
                .setView(TraderView.TRADER_VIEW_FULL)
                .build());

    assertThat(value(reads) - readsBefore).isEqualTo(4);
    assertThat(value(queries) - queriesBefore).isBetween(2.0, 4.0);
    assertThat(value("sellerregistry_reads_waiting{reader=\"read-traders\"}")).isZero();
    assertThat(value("sellerregistry_reads_total{reader=\"read-basics\"}")).isEqualTo(basicsBefore);
  }

  @Test
  void theHeapAndItsCollectionsAreMeasured() throws Exception {
    double collections = sum("jvm_gc_collections_total{");
    double seconds = sum("jvm_gc_collection_time_seconds_total{");

    System.gc();

    assertThat(sum("jvm_gc_collections_total{")).isGreaterThan(collections);
    assertThat(sum("jvm_gc_collection_time_seconds_total{")).isGreaterThan(seconds);
    assertThat(heap("used")).isBetween(1e6, heap("committed"));
    assertThat(heap("used_after_last_gc")).isBetween(1e6, heap("committed"));
    assertThat(heap("committed")).isLessThanOrEqualTo(heap("limit"));
    assertThat(heap("limit")).isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() * 1.2);
    assertThat(sum("jvm_memory_used_bytes{jvm_memory_pool_name=\"Metaspace\",")).isGreaterThan(1e6);
  }

  @Test
  void memoryOutsideOfTheHeapIsMeasured() throws Exception {
    double before = value("jvm_buffer_memory_used_bytes{jvm_buffer_pool_name=\"direct\"}");
    var buffer = ByteBuffer.allocateDirect(16 << 20);

    assertThat(value("jvm_buffer_memory_used_bytes{jvm_buffer_pool_name=\"direct\"}") - before)
        .isGreaterThan(8 << 20);
    assertThat(value("jvm_buffer_count{jvm_buffer_pool_name=\"direct\"}")).isPositive();
    // The server has taken calls, for whose bytes there is a chunk at least.
    var _ = SERVER.marketplace("buffers");
    assertThat(value("sellerregistry_transport_buffers_bytes{memory=\"direct\"}"))
        .isGreaterThan(100_000);
    assertThat(value("process_memory_usage_bytes")).isGreaterThan(heap("used"));
    Reference.reachabilityFence(buffer);
  }

  @Test
  @Timeout(60)
  void threadsClassesAndProcessorTimeAreMeasured() throws Exception {
    double threads = value("jvm_thread_count{jvm_thread_daemon=\"false\"}");
    double time = value("jvm_cpu_time_seconds_total");
    var end = new CountDownLatch(1);
    for (int i = 0; i < 20; i++) {
      var _ =
          Thread.ofPlatform()
              .daemon(false)
              .start(() -> {
                try {
                  end.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }

    assertThat(value("jvm_thread_count{jvm_thread_daemon=\"false\"}") - threads).isGreaterThan(10);
    end.countDown();
    assertThat(value("jvm_thread_count{jvm_thread_daemon=\"true\"}")).isPositive();
    assertThat(value("jvm_class_count")).isGreaterThan(5_000);
    assertThat(value("jvm_cpu_count")).isEqualTo(Runtime.getRuntime().availableProcessors());
    while (value("jvm_cpu_time_seconds_total") <= time) {
      assertThat(Thread.interrupted()).as("the test's time is over").isFalse();
    }
  }

  @Test
  void namesOfMethodsThatDoNotExistBecomeNoLabels() throws Exception {
    var failure =
        catchThrowable(
            () -> RawCall.send(SERVER.operator(), "made.up.Service/Method", new byte[0]));

    assertThat(failure).isNotNull();
    assertThat(SERVER.metrics()).doesNotContain("made.up");
  }

  @Test
  @Timeout(20)
  void halfRequestsKeepNobodyFromIt() throws Exception {
    var where = SERVER.metricsAddress();
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 20; i++) {
        var socket = new Socket(where.host(), where.port());
        sockets.add(socket);
        socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost:".getBytes(US_ASCII));
        socket.getOutputStream().flush();
      }
      assertThat(SERVER.metrics()).contains("sellerregistry_admission_streams");
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  private static double heap(String what) throws IOException {
    var series = "jvm_memory_" + what + "_bytes{";
    return lines(series)
        .filter(line -> line.contains("jvm_memory_type=\"heap\""))
        .mapToDouble(MeasurementsTest::valueOf)
        .sum();
  }

  /** Of all series that begin so. */
  private static double sum(String series) throws IOException {
    return lines(series).mapToDouble(MeasurementsTest::valueOf).sum();
  }

  /** Of the one series of that name and these labels. */
  private static double value(String series) throws IOException {
    assertThat(lines(series + " ")).as(series).hasSize(1);
    return sum(series + " ");
  }

  private static Stream<String> lines(String begin) throws IOException {
    return SERVER.metrics().lines().filter(line -> line.startsWith(begin));
  }

  private static double valueOf(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}

package org.sellerregistry.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.Socket;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.RawCall;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.LookupTradersRequest;

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
}

package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.ListEvidenceRequest;
import org.sellerregistry.v1.Trader;

/** A server that is killed in the middle of an upload keeps what was answered and nothing else. */
class KilledUploadTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SELLER_REGISTRY_EVIDENCE_IDLE_TIME", "1s",
          "SELLER_REGISTRY_EVIDENCE_TRANSFER_TIME", "1s",
          "SELLER_REGISTRY_JOBS_POLLING_INTERVAL", "200ms",
          "SELLER_REGISTRY_JOBS_HEARTBEAT_INTERVAL", "1s",
          "SELLER_REGISTRY_SWEEP_INTERVAL", "200ms");
  private static final byte[] WHOLE = Documents.pdf(2_000_000, 1);

  @Test
  void nothingIsLeftOfIt(@TempDir Path data) throws Exception {
    Trader trader;
    Evidence stored;
    try (var server = ServerProcess.start(data, SETTINGS)) {
      server.createMarketplace("shop");
      var channel = server.channel("shop");
      trader = new Shop(channel, "shop").create(Sellers.complete("killed"));
      var documents = new Documents(channel);
      stored = documents.upload(trader, WHOLE);
      uploadUntilKilled(server, documents, trader, data);
      channel.shutdownNow();
    }
    assertThat(files(data)).hasSize(2);

    try (var server = ServerProcess.start(data, SETTINGS)) {
      awaitFiles(data, 1);
      var channel = server.channel("shop");
      assertThat(
              EvidenceServiceGrpc.newBlockingStub(channel)
                  .listEvidence(
                      ListEvidenceRequest.newBuilder().setParent(trader.getName()).build())
                  .getEvidenceList())
          .containsExactly(stored);
      assertThat(new Documents(channel).download(stored)).isEqualTo(WHOLE);
      channel.shutdownNow();
    }
  }

  private static void uploadUntilKilled(
      ServerProcess server, Documents documents, Trader trader, Path data) throws Exception {
    var answer = new Documents.Answer();
    var requests = documents.begin(answer, Documents.options(trader).build());
    requests.onNext(Documents.chunk(Documents.pdf(Documents.CHUNK, 2)));
    awaitFiles(data, 2);
    server.kill();
    assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(answer::await);
  }

  private static void awaitFiles(Path data, int count) throws IOException {
    long begun = System.nanoTime();
    while (files(data).size() != count) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      Thread.onSpinWait();
    }
  }

  private static List<Path> files(Path data) throws IOException {
    try (var all = Files.walk(data.resolve("documents"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}

package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.ClientCallStreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UploadEvidenceRequest;

/** Clients that leave, fall silent or drip in the middle of an upload. */
class TornUploadTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config ->
          config.with("EVIDENCE_IDLE_TIME", "500ms").with("EVIDENCE_TRANSFER_TIME", "2s"));

  private Documents documents;
  private Trader trader;

  @BeforeEach
  void createTrader() {
    var channel = SERVER.marketplace("shop", "reviewer@shop.example");
    documents = new Documents(channel);
    trader = new Shop(channel, "shop").create(Sellers.complete("torn-" + System.nanoTime()));
  }

  @Test
  void nothingIsLeftOfAnUploadThatTheClientGaveUp() throws Exception {
    var answer = new Documents.Answer();
    var requests =
        (ClientCallStreamObserver<UploadEvidenceRequest>)
            documents.begin(answer, Documents.options(trader).build());
    requests.onNext(Documents.chunk(Documents.pdf(Documents.CHUNK, 1)));
    await(() -> files() == 1);
    requests.cancel("given up", null);
    await(TornUploadTest::isEmpty);
  }

  @Test
  void aSilentClientIsCut() throws Exception {
    var answer = new Documents.Answer();
    var requests = documents.begin(answer, Documents.options(trader).build());
    requests.onNext(Documents.chunk(Documents.pdf(Documents.CHUNK, 2)));
    assertThat(Answers.outcome(answer::await)).isEqualTo("ABORTED TRANSFER_TOO_SLOW");
    assertThat(isEmpty()).isTrue();
  }

  @Test
  void aClientThatNeverBeginsIsCut() {
    var answer = new Documents.Answer();
    var _ = EvidenceServiceGrpc.newStub(SERVER.marketplace("shop")).uploadEvidence(answer);
    assertThat(Answers.outcome(answer::await)).isEqualTo("ABORTED TRANSFER_TOO_SLOW");
  }

  @Test
  void aClientThatDripsIsCut() throws Exception {
    var answer = new Documents.Answer();
    var requests =
        (ClientCallStreamObserver<UploadEvidenceRequest>)
            documents.begin(answer, Documents.options(trader).build());
    requests.onNext(Documents.chunk(Documents.pdf(100, 3)));
    while (!answer.isThere()) {
      if (requests.isReady()) {
        requests.onNext(Documents.chunk(new byte[1]));
      }
      Thread.onSpinWait();
    }
    assertThat(Answers.outcome(answer::await)).isEqualTo("ABORTED TRANSFER_TOO_SLOW");
    assertThat(isEmpty()).isTrue();
  }

  @Test
  void theOptionsComeFirstAndOnce() {
    var stub = EvidenceServiceGrpc.newStub(SERVER.marketplace("shop", "reviewer@shop.example"));
    var twice = new Documents.Answer();
    var options = Documents.options(trader).build();
    documents
        .begin(twice, options)
        .onNext(UploadEvidenceRequest.newBuilder().setOptions(options).build());
    var none = new Documents.Answer();
    stub.uploadEvidence(none).onCompleted();
    for (var answer : List.of(twice, none)) {
      assertThat(Answers.outcome(answer::await)).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    }
  }

  private static boolean isEmpty() throws IOException, SQLException {
    try (var tables = new TableState(SERVER.database())) {
      return files() == 0 && tables.count("SELECT COUNT(*) FROM unclaimed_document") == 0;
    }
  }

  private static long files() throws IOException {
    var folder = SERVER.data().resolve("documents");
    if (!Files.exists(folder)) {
      return 0;
    }
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.call()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      Thread.onSpinWait();
    }
  }
}

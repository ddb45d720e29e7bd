package org.sellerregistry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.DownloadEvidenceResponse;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.vault.Binding;

class SlowDownloadTest {
  private static final byte[] BYTES = new byte[300_000];

  @Test
  void aClientThatTakesNothingIsCutAndTheDocumentIsClosed() throws Exception {
    var client = new Client(2);
    var closed = new AtomicBoolean();
    var bytes =
        new ByteArrayInputStream(BYTES) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (var timer = Executors.newSingleThreadScheduledExecutor()) {
      start(client, bytes, timer);
      var refused = (Refusal) client.refused.get(20, TimeUnit.SECONDS);
      assertThat(refused.reason()).isEqualTo(ErrorReason.ERROR_REASON_TRANSFER_TOO_SLOW);
      assertThat(client.taken).hasValue(2);
      assertThat(closed).isTrue();
      client.ready.set(100);
      client.onReady.run();
      assertThat(client.taken).hasValue(2);
    }
  }

  @Test
  void nothingIsReadBeforeTheClientTakesIt() throws Exception {
    var client = new Client(3);
    var bytes = new ByteArrayInputStream(BYTES);
    try (var timer = Executors.newSingleThreadScheduledExecutor()) {
      start(client, bytes, timer);
      assertThat(client.taken).hasValue(3);
      assertThat(BYTES.length - bytes.available()).isEqualTo(2 * 64 * 1024);
      client.onCancel.run();
      client.ready.set(100);
      client.onReady.run();
      assertThat(client.taken).hasValue(3);
      timer.shutdownNow();
    }
  }

  private static void start(
      Client client, ByteArrayInputStream bytes, ScheduledExecutorService timer) {
    var limits = new EvidenceLimits(1, 1, Duration.ofMillis(100), Duration.ofMinutes(1));
    var evidence =
        Evidence.newBuilder().setSha256(ByteString.copyFrom(Digests.sha256().digest(BYTES)));
    var id = UUID.randomUUID();
    new DownloadStream(
            new ReadEvidence.Opened(evidence.build(), bytes),
            Binding.document(id, id, id),
            limits,
            timer,
            client)
        .start();
  }

  /** Takes as many messages as it is ready for. */
  private static final class Client extends ServerCallStreamObserver<DownloadEvidenceResponse> {
    final AtomicInteger ready;
    final AtomicInteger taken = new AtomicInteger();
    final CompletableFuture<Throwable> refused = new CompletableFuture<>();
    Runnable onReady = () -> {};
    Runnable onCancel = () -> {};

    Client(int ready) {
      this.ready = new AtomicInteger(ready);
    }

    @Override
    public boolean isReady() {
      return ready.get() > 0;
    }

    @Override
    public void onNext(DownloadEvidenceResponse message) {
      ready.decrementAndGet();
      taken.incrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {
      refused.complete(failure);
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      onCancel = handler;
    }

    @Override
    public void onCompleted() {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setCompression(String compression) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
  }
}

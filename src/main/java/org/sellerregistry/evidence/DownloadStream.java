package org.sellerregistry.evidence;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import org.sellerregistry.v1.DownloadEvidenceResponse;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.RecordDamagedException;

/** One download: reads the next chunk when the client has taken the one before. */
final class DownloadStream {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Evidence evidence;
  private final InputStream bytes;
  private final Binding place;
  private final ServerCallStreamObserver<DownloadEvidenceResponse> replies;
  private final Transfer transfer;
  private final MessageDigest digest = Digests.sha256();
  private boolean begun;
  private boolean ended;

  DownloadStream(
      ReadEvidence.Opened opened,
      Binding place,
      EvidenceLimits limits,
      ScheduledExecutorService timer,
      ServerCallStreamObserver<DownloadEvidenceResponse> replies) {
    this.evidence = opened.evidence();
    this.bytes = opened.bytes();
    this.place = place;
    this.replies = replies;
    this.transfer = new Transfer(timer, limits, this::tooSlow);
  }

  /** Begins; goes on whenever the client can take more. */
  void start() {
    replies.setOnCancelHandler(this::end);
    replies.setOnReadyHandler(this::send);
    send();
  }

  private synchronized void send() {
    transfer.resume();
    try {
      while (!ended && replies.isReady()) {
        sendNext();
      }
    } catch (UncheckedIOException e) {
      end();
      throw UploadEvidence.unavailable(e);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
    if (!ended) {
      transfer.await();
    }
  }

  private void sendNext() {
    if (!begun) {
      begun = true;
      replies.onNext(DownloadEvidenceResponse.newBuilder().setEvidence(evidence).build());
      return;
    }
    byte[] chunk = read();
    if (chunk.length > 0) {
      digest.update(chunk);
      replies.onNext(
          DownloadEvidenceResponse.newBuilder().setChunk(ByteString.copyFrom(chunk)).build());
      return;
    }
    end();
    if (!Arrays.equals(digest.digest(), evidence.getSha256().toByteArray())) {
      throw RecordDamagedException.document(place);
    }
    replies.onCompleted();
  }

  private byte[] read() {
    try {
      return bytes.readNBytes(CHUNK_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void tooSlow() {
    if (!ended) {
      end();
      replies.onError(Transfer.tooSlow());
    }
  }

  private synchronized void end() {
    if (!ended) {
      ended = true;
      transfer.end();
      try (bytes) {
        // Nobody reads on.
      } catch (IOException e) {
        // What could be read has been.
      }
    }
  }
}

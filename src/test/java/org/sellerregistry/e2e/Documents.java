package org.sellerregistry.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sellerregistry.v1.DownloadEvidenceRequest;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UploadEvidenceOptions;
import org.sellerregistry.v1.UploadEvidenceRequest;

/** Uploads and downloads of synthetic documents. */
final class Documents {
  static final int CHUNK = 1 << 20;

  private final Channel channel;

  Documents(Channel channel) {
    this.channel = channel;
  }

  /** A document of that many bytes that begins as a PDF does; another one for another seed. */
  static byte[] pdf(int size, long seed) {
    var bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    var head = "%PDF-1.7 synthetic\n".getBytes(US_ASCII);
    System.arraycopy(head, 0, bytes, 0, Math.min(size, head.length));
    return bytes;
  }

  static UploadEvidenceOptions.Builder options(Trader trader) {
    return UploadEvidenceOptions.newBuilder()
        .setParent(trader.getName())
        .setEvidence(Evidence.newBuilder().setSection(SectionKind.SECTION_KIND_IDENTIFICATION));
  }

  Evidence upload(Trader trader, byte[] bytes) {
    return upload(options(trader), bytes);
  }

  /** Uploads it and waits for the answer; throws what the server refused it for. */
  Evidence upload(UploadEvidenceOptions.Builder options, byte[] bytes) {
    var answer = new Answer();
    var requests = begin(answer, options.build());
    for (int at = 0; at < bytes.length; at += CHUNK) {
      requests.onNext(chunk(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + CHUNK))));
    }
    requests.onCompleted();
    return answer.await();
  }

  /** Begins an upload. */
  StreamObserver<UploadEvidenceRequest> begin(Answer answer, UploadEvidenceOptions options) {
    var requests = EvidenceServiceGrpc.newStub(channel).uploadEvidence(answer);
    requests.onNext(UploadEvidenceRequest.newBuilder().setOptions(options).build());
    return requests;
  }

  static UploadEvidenceRequest chunk(byte[] bytes) {
    return UploadEvidenceRequest.newBuilder().setChunk(ByteString.copyFrom(bytes)).build();
  }

  /** The bytes of a document; throws what the server refused it for. */
  byte[] download(Evidence evidence) {
    var bytes = new ByteArrayOutputStream();
    var answers =
        EvidenceServiceGrpc.newBlockingStub(channel)
            .downloadEvidence(
                DownloadEvidenceRequest.newBuilder().setName(evidence.getName()).build());
    answers.forEachRemaining(answer -> bytes.writeBytes(answer.getChunk().toByteArray()));
    return bytes.toByteArray();
  }

  /** The answer to one upload. */
  static final class Answer implements StreamObserver<Evidence> {
    private final CompletableFuture<Evidence> evidence = new CompletableFuture<>();

    @Override
    public void onNext(Evidence stored) {
      evidence.complete(stored);
    }

    @Override
    public void onError(Throwable refused) {
      evidence.completeExceptionally(refused);
    }

    @Override
    public void onCompleted() {}

    boolean isThere() {
      return evidence.isDone();
    }

    Evidence await() {
      try {
        return evidence.join();
      } catch (CompletionException e) {
        throw (RuntimeException) e.getCause();
      }
    }
  }
}

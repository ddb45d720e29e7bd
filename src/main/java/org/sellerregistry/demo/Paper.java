package org.sellerregistry.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import io.grpc.StatusException;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.UploadEvidenceOptions;
import org.sellerregistry.v1.UploadEvidenceRequest;

/** Synthetic documents, one for each item that staff check by one. */
final class Paper {
  private Paper() {}

  /** Uploads a document about an item, and returns its resource name. */
  static String upload(Session session, String trader, Requirement requirement, String item) {
    var bytes =
        "%%PDF-1.7%n%% Synthetic document of %s about %s%n%%%%EOF%n".formatted(trader, item);
    var call = EvidenceServiceGrpc.newBlockingV2Stub(session.channel()).uploadEvidence();
    try {
      boolean taken =
          call.write(
              UploadEvidenceRequest.newBuilder()
                  .setOptions(
                      UploadEvidenceOptions.newBuilder()
                          .setParent(trader)
                          .setEvidence(
                              Evidence.newBuilder()
                                  .setSection(requirement.getSection())
                                  .setFileName("synthetic.pdf")
                                  .addItemIds(item)))
                  .build());
      if (taken
          && call.write(
              UploadEvidenceRequest.newBuilder()
                  .setChunk(ByteString.copyFrom(bytes, US_ASCII))
                  .build())) {
        call.halfClose();
      }
      var stored = call.read();
      if (stored == null) {
        throw new IllegalStateException("the upload was not answered");
      }
      return stored.getName();
    } catch (StatusException e) {
      throw e.getStatus().asRuntimeException(e.getTrailers());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

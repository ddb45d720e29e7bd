package org.sellerregistry.evidence;

import com.google.protobuf.ByteString;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.UploadEvidenceOptions;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.DocumentKey;

/** A document on its way in: it is encrypted and digested as its bytes come. Not thread-safe. */
final class Upload implements AutoCloseable {
  private final UUID id;
  private final UploadEvidenceOptions options;
  private final long maxSize;
  private final DocumentKey key = DocumentKey.random();
  private final DocumentStore.Writing writing;
  private final MessageDigest ciphertextDigest = Digests.sha256();
  private final MessageDigest digest = Digests.sha256();
  private final OutputStream out;
  private ByteString head = ByteString.EMPTY;
  private long size;

  Upload(
      UUID id,
      UploadEvidenceOptions options,
      Binding place,
      DocumentStore.Writing writing,
      long maxSize)
      throws IOException {
    this.id = id;
    this.options = options;
    this.writing = writing;
    this.maxSize = maxSize;
    this.out =
        key.encrypt(new Open(new DigestOutputStream(writing.stream(), ciphertextDigest)), place);
  }

  /**
   * A document as a whole, durable in the store.
   *
   * @param ciphertextSha256 the digest of what lies in the store
   */
  record Whole(MediaType mediaType, long size, ByteString sha256, ByteString ciphertextSha256) {}

  UUID id() {
    return id;
  }

  UploadEvidenceOptions options() {
    return options;
  }

  DocumentKey key() {
    return key;
  }

  /**
   * Takes the next bytes.
   *
   * @throws Refusal DOCUMENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, INVALID_FIELD
   */
  void write(ByteString chunk) throws IOException {
    size += chunk.size();
    if (size > maxSize) {
      throw Refusal.of(
              ErrorReason.ERROR_REASON_DOCUMENT_TOO_LARGE,
              "The document is longer than the server takes")
          .with("limit", Long.toString(maxSize));
    }
    if (head.size() < MediaType.HEAD_BYTES) {
      head =
          head.concat(
              chunk.substring(0, Math.min(chunk.size(), MediaType.HEAD_BYTES - head.size())));
      if (head.size() == MediaType.HEAD_BYTES) {
        // Before the rest of a document that will be refused is taken.
        var _ = mediaType();
      }
    }
    for (var part : chunk.asReadOnlyByteBufferList()) {
      digest.update(part);
    }
    chunk.writeTo(out);
  }

  /**
   * Makes the document durable.
   *
   * @throws Refusal UNSUPPORTED_MEDIA_TYPE, INVALID_FIELD
   */
  Whole finish() throws IOException {
    if (size == 0) {
      throw Refusal.invalidField("chunk", "must be given: a document has at least one byte");
    }
    var mediaType = mediaType();
    var sha256 = ByteString.copyFrom(digest.digest());
    if (!options.getSha256().isEmpty() && !options.getSha256().equals(sha256)) {
      throw Refusal.invalidField("options.sha256", "must be the digest of the document's bytes");
    }
    out.close();
    writing.finish();
    return new Whole(mediaType, size, sha256, ByteString.copyFrom(ciphertextDigest.digest()));
  }

  private MediaType mediaType() {
    var found =
        MediaType.of(head.toByteArray())
            .orElseThrow(() ->
                Refusal.of(
                    ErrorReason.ERROR_REASON_UNSUPPORTED_MEDIA_TYPE,
                    "The document is of none of the kinds that evidence may be of"));
    var said = options.getEvidence().getMediaType();
    if (!said.isEmpty() && !said.equals(found.type())) {
      throw Refusal.invalidField(
          "options.evidence.media_type", "must be what the document is: " + found.type());
    }
    return found;
  }

  /** Gives it up, unless it is finished. */
  @Override
  public void close() throws IOException {
    writing.close();
  }

  /** Stays open for the store to finish when the cipher closes. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}

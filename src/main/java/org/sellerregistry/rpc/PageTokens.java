package org.sellerregistry.rpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.vault.InvalidTokenException;
import org.sellerregistry.vault.SealedTokens;

/**
 * Tokens that continue a list behind a position, as AIP-158 has them.
 *
 * <p>A token is sealed, so that a client can neither read nor make one, and bound to the method and
 * to every field of the request but {@code page_token} and {@code page_size}: it cannot carry a
 * position into another list.
 */
public final class PageTokens {
  private static final int DEFAULT_SIZE = 50;
  private static final int LARGEST_SIZE = 1000;
  private static final int DIGEST_LENGTH = 16;

  private final SealedTokens seals;

  public PageTokens(SealedTokens seals) {
    this.seals = seals;
  }

  /** How many to return for a request's {@code page_size}. */
  public static int size(int requested) {
    return requested == 0 ? DEFAULT_SIZE : Math.min(requested, LARGEST_SIZE);
  }

  /** The token that continues the request's list behind the position. */
  public String next(String method, Message request, byte[] position) {
    var digest = digest(request);
    var content = Arrays.copyOf(digest, digest.length + position.length);
    System.arraycopy(position, 0, content, digest.length, position.length);
    return seals.seal(purpose(method), content);
  }

  /**
   * The position behind which the request's list continues; empty if it asks for the first page.
   *
   * @throws Refusal INVALID_PAGE_TOKEN if the request's token was not made for this list
   */
  public Optional<byte[]> read(String method, Message request) {
    var field = request.getDescriptorForType().findFieldByName("page_token");
    var token = (String) request.getField(field);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    var content = open(method, token);
    if (content.length < DIGEST_LENGTH
        || !Arrays.equals(content, 0, DIGEST_LENGTH, digest(request), 0, DIGEST_LENGTH)) {
      throw invalid();
    }
    return Optional.of(Arrays.copyOfRange(content, DIGEST_LENGTH, content.length));
  }

  private byte[] open(String method, String token) {
    try {
      return seals.open(purpose(method), token);
    } catch (InvalidTokenException e) {
      throw invalid().cause(e);
    }
  }

  private static Refusal invalid() {
    return Refusal.of(
        ErrorReason.ERROR_REASON_INVALID_PAGE_TOKEN,
        "The page token was not made by this server for this request");
  }

  private static String purpose(String method) {
    return "page:" + method;
  }

  private static byte[] digest(Message request) {
    var rest = request.toBuilder();
    for (var field : request.getDescriptorForType().getFields()) {
      if (field.getName().equals("page_token") || field.getName().equals("page_size")) {
        rest.clearField(field);
      }
    }
    var bytes = new ByteArrayOutputStream();
    var coded = CodedOutputStream.newInstance(bytes);
    coded.useDeterministicSerialization();
    try {
      rest.build().writeTo(coded);
      coded.flush();
      var sha256 = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return Arrays.copyOf(sha256, DIGEST_LENGTH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java platform has SHA-256", e);
    }
  }
}

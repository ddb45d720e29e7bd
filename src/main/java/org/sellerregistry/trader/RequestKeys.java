package org.sellerregistry.trader;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Optional;
import java.util.UUID;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.vault.RequestDigests;

/** Idempotency of calls: which request a {@code request_id} stands for. */
public final class RequestKeys {
  private final RequestDigests digests;

  public RequestKeys(RequestDigests digests) {
    this.digests = digests;
  }

  /** The key of a request; empty if it gives no {@code request_id}. */
  public Optional<RequestKey> of(Tenant tenant, String requestId, Message request) {
    if (requestId.isEmpty()) {
      return Optional.empty();
    }
    var canonical = request.toByteArray();
    return Optional.of(
        new RequestKey(
            UUID.fromString(requestId),
            ByteString.copyFrom(digests.digest(tenant.id(), canonical)),
            stored -> digests.matches(stored.toByteArray(), tenant.id(), canonical)));
  }

  /**
   * Makes sure that an earlier call under the same id had the same request.
   *
   * @throws Refusal REQUEST_ID_REUSED if it had not
   */
  public static void requireSame(RequestKey key, ByteString earlierDigest) {
    if (!key.same().test(earlierDigest)) {
      throw Refusal.of(
              ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
              "the request_id was used before with another body")
          .with("request_id", key.id().toString());
    }
  }
}

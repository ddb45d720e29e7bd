package org.sellerregistry.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.WatchRequest;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Vault;

/** A resume token is one that this server made for these filters, or it is refused as such. */
public final class ResumeTokensFuzz {
  private static final WatchRequest REQUEST =
      WatchRequest.newBuilder().setParent("marketplaces/synthetic").build();
  private static final WatchRequest OTHER = REQUEST.toBuilder().setMethod("Other.Method").build();
  private static final long POSITION = 4711;
  private static final ResumeTokens TOKENS =
      new ResumeTokens(new Vault(KeyRing.ephemeral()).sealedTokens());
  private static final String OWN = TOKENS.next(REQUEST, POSITION);

  private ResumeTokensFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    requireNotForged(new String(data, UTF_8));
    var changed = OWN.getBytes(UTF_8);
    for (int i = 0; i < data.length; i++) {
      changed[i % changed.length] ^= data[i];
    }
    requireNotForged(new String(changed, UTF_8));
  }

  private static void requireNotForged(String token) {
    var position = read(REQUEST, token);
    if (position != POSITION && !token.isEmpty()) {
      require(position < 0, "forged");
    }
    require(token.isEmpty() || read(OTHER, token) < 0, "taken for other filters");
  }

  /** Where the token goes on; negative if it is refused, or none. */
  private static long read(WatchRequest request, String token) {
    try {
      return TOKENS.read(request.toBuilder().setResumeToken(token).build()).orElse(-1L);
    } catch (Refusal refusal) {
      if (refusal.reason() != ErrorReason.ERROR_REASON_INVALID_RESUME_TOKEN) {
        throw refusal;
      }
      return -1;
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}

package org.sellerregistry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Vault;

/** A page token is one that this server made, or it is refused as such. */
public final class PageTokensFuzz {
  private static final String METHOD = "TraderService.ListTraders";
  private static final ListTradersRequest REQUEST =
      ListTradersRequest.newBuilder().setParent("marketplaces/synthetic").build();
  private static final byte[] POSITION = {1, 2, 3};
  private static final PageTokens TOKENS =
      new PageTokens(new Vault(KeyRing.ephemeral()).sealedTokens());
  private static final byte[] OWN = TOKENS.next(METHOD, REQUEST, POSITION).getBytes(UTF_8);

  private PageTokensFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    requireNotForged(new String(data, UTF_8));
    requireNotForged(new String(changed(data), UTF_8));
  }

  /** A token of the server's own, with the data laid over it. */
  private static byte[] changed(byte[] data) {
    var token = OWN.clone();
    for (int i = 0; i < data.length; i++) {
      token[i % token.length] ^= data[i];
    }
    return token;
  }

  private static void requireNotForged(String token) {
    try {
      var position = TOKENS.read(METHOD, REQUEST.toBuilder().setPageToken(token).build());
      if (position.isPresent() && !Arrays.equals(position.get(), POSITION)) {
        throw new AssertionError("forged");
      }
      if (position.isEmpty() && !token.isEmpty()) {
        throw new AssertionError("a token was taken for none");
      }
    } catch (Refusal refusal) {
      if (refusal.reason() != ErrorReason.ERROR_REASON_INVALID_PAGE_TOKEN) {
        throw refusal;
      }
    }
  }
}

package org.sellerregistry.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The quotas of all callers: of each principal one, on each server by itself. A call without
 * credentials counts against its network address (of IPv6 the /64, which is one site's) and, with
 * all others like it, against the principal {@code anonymous}: no crowd of addresses takes more of
 * the server than one principal may.
 */
final class Quotas {
  private static final long LARGEST = 10_000;
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);
  private static final int SITE_BYTES = 8;

  private final QuotaLimits.ByCaller limits;
  private final Ticker ticker;
  private final byte[] salt = new byte[16];

  // Apart, so that many addresses do not push out principals.
  private final Cache<String, Quota> byPrincipal;
  private final Cache<String, Quota> byAddress;

  Quotas(QuotaLimits.ByCaller limits, SecureRandom random, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
    random.nextBytes(salt);
    byPrincipal = cache(ticker);
    byAddress = cache(ticker);
  }

  private static Cache<String, Quota> cache(Ticker ticker) {
    return Caffeine.newBuilder()
        .ticker(ticker)
        .maximumSize(LARGEST)
        .expireAfterAccess(FORGOTTEN_AFTER)
        .build();
  }

  /** The quotas that a call has to keep to. */
  List<Quota> of(Caller caller, Attributes transport) {
    var own = byPrincipal.get(caller.principal(), key -> create(limits.known()));
    return caller.isAnonymous()
        ? List.of(byAddress.get(address(transport), key -> create(limits.anonymous())), own)
        : List.of(own);
  }

  long now() {
    return ticker.read();
  }

  private Quota create(QuotaLimits of) {
    return new Quota(of, salt, now());
  }

  private static String address(Attributes transport) {
    return transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress socket
            && !socket.isUnresolved()
        ? site(socket.getAddress())
        : "";
  }

  private static String site(InetAddress address) {
    var bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, SITE_BYTES) : bytes);
  }
}

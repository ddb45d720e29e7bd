package org.sellerregistry.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The keys of an issuer, read when a token needs them: again every five minutes, and at once, but
 * at most every half minute, for a key id not seen before. When they cannot be read, the last ones
 * serve for an hour.
 */
public final class IssuerKeys {
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration READ_WITHIN = Duration.ofSeconds(5);
  private static final Duration SERVE_STALE = Duration.ofHours(1);
  private static final int LARGEST = 1 << 20;

  private IssuerKeys() {}

  /** The keys at an {@code https:} or {@code file:} URL; nothing is read before one is needed. */
  public static JWKSource<SecurityContext> at(URI place) {
    return JWKSourceBuilder.<SecurityContext>create(url(place), retriever(place))
        .cache(FRESH.toMillis(), READ_WITHIN.toMillis())
        // It would keep a thread of its own.
        .refreshAheadCache(false)
        .outageTolerant(SERVE_STALE.toMillis())
        .build();
  }

  private static ResourceRetriever retriever(URI place) {
    int within = Math.toIntExact(READ_WITHIN.toMillis());
    return place.getScheme().equals("file")
        ? url -> read(Path.of(place))
        : new DefaultResourceRetriever(within, within, LARGEST);
  }

  private static Resource read(Path file) throws IOException {
    return new Resource(Files.readString(file), "application/json");
  }

  private static URL url(URI place) {
    try {
      return place.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("Not a place that keys can be read from: " + place, e);
    }
  }
}

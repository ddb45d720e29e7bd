package org.sellerregistry.verification.sources;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.sellerregistry.storage.RetryPolicy;

/**
 * How a source is reached and how much is asked of it; see {@code reference.conf} for the defaults.
 *
 * @param base the address under which the source's interface lies, ending in a slash; {@code
 *     https}, and {@code http} only for loopback addresses
 * @param connectTimeout for a connection with TLS
 * @param timeout for one request until the last byte of its answer
 * @param retries attempts and the pauses between them
 * @param failuresToOpen the failures in a row after which the source is left alone
 * @param openFor how long it is left alone
 * @param concurrency the requests at a time, to each part of the source that has its own limit
 * @param turnTimeout how long a question waits for its turn among these
 * @param answerLimit the greatest length of an answer, in bytes
 * @param keepConfirmed how long a confirmation is given again without asking
 * @param keepRefuted the same for a refutation: a number can be registered at any time
 */
public record SourceSettings(
    URI base,
    Duration connectTimeout,
    Duration timeout,
    RetryPolicy retries,
    int failuresToOpen,
    Duration openFor,
    int concurrency,
    Duration turnTimeout,
    int answerLimit,
    Duration keepConfirmed,
    Duration keepRefuted) {

  public SourceSettings {
    requireSafe(base);
    if (failuresToOpen < 1 || concurrency < 1 || answerLimit < 1) {
      throw new IllegalArgumentException("The limits of a source are at least 1");
    }
  }

  /**
   * Reads a block such as {@code vies} in {@code reference.conf}.
   *
   * @throws com.typesafe.config.ConfigException if a setting is missing or makes no sense
   * @throws IllegalArgumentException if a value is out of bounds
   */
  public static SourceSettings from(Config config) {
    return new SourceSettings(
        URI.create(config.getString("base")),
        config.getDuration("connect-timeout"),
        config.getDuration("timeout"),
        new RetryPolicy(
            config.getInt("attempts"),
            config.getDuration("first-pause"),
            config.getDuration("longest-pause")),
        config.getInt("failures-to-open"),
        config.getDuration("open-for"),
        config.getInt("concurrency"),
        config.getDuration("turn-timeout"),
        Math.toIntExact(config.getBytes("answer-limit")),
        config.getDuration("keep-confirmed"),
        config.getDuration("keep-refuted"));
  }

  private static void requireSafe(URI base) {
    var host = base.getHost();
    if (host == null || base.getRawQuery() != null || !base.getRawPath().endsWith("/")) {
      throw new IllegalArgumentException("A source's base is https://HOST/PATH/, not " + base);
    }
    var scheme = base.getScheme().toLowerCase(Locale.ROOT);
    // Names are not looked up here: what they stand for can change.
    var loopback =
        host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    if (!scheme.equals("https") && !(scheme.equals("http") && loopback)) {
      throw new IllegalArgumentException("A source is asked over TLS only, not at " + base);
    }
  }
}
